import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { DeskPage } from '../../features/desk/desk-page';

export default function DeskRoute() {
  return <DeskPage overlay={<SignInSheet />} />;
}
