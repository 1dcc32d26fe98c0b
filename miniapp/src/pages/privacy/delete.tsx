import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { DeletePage } from '../../features/privacy/delete-page';

export default function DeleteRoute() {
  return <DeletePage overlay={<SignInSheet />} />;
}
