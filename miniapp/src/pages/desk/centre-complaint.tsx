import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { CentreComplaintPage } from '../../features/desk/complaints/centre-complaint-page';
import { usePageParameter } from '../../platform/page';

export default function CentreComplaintDeskRoute() {
  return <CentreComplaintPage id={usePageParameter('id')} overlay={<SignInSheet />} />;
}
