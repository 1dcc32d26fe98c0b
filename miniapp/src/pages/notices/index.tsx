import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { NoticesPage } from '../../features/notices/notices-page';

export default function NoticesRoute() {
  return <NoticesPage overlay={<SignInSheet />} />;
}
