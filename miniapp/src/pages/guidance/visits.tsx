import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { VisitsPage } from '../../features/guidance/visits/visits-page';

export default function VisitsRoute() {
  return <VisitsPage overlay={<SignInSheet />} />;
}
