import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { ComplaintDeskPage } from '../../features/desk/complaints/complaint-desk-page';
import { usePageParameter } from '../../platform/page';

export default function ComplaintDeskRoute() {
  return <ComplaintDeskPage id={usePageParameter('id')} overlay={<SignInSheet />} />;
}
