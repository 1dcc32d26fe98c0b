import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { CentreComplaintsPage } from '../../features/desk/complaints/centre-complaints-page';

export default function CentreComplaintsDeskRoute() {
  return <CentreComplaintsPage overlay={<SignInSheet />} />;
}
