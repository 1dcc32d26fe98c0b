import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { EnrolmentsDeskPage } from '../../features/desk/enrolments-desk-page';

export default function EnrolmentsDeskRoute() {
  return <EnrolmentsDeskPage overlay={<SignInSheet />} />;
}
