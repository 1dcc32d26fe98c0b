import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { ComplaintsDeskPage } from '../../features/desk/complaints/complaints-desk-page';

export default function ComplaintsDeskRoute() {
  return <ComplaintsDeskPage overlay={<SignInSheet />} />;
}
