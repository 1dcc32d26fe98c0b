import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { AccessesPage } from '../../features/privacy/accesses-page';

export default function AccessesRoute() {
  return <AccessesPage overlay={<SignInSheet />} />;
}
