import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { CentreComplaintsPage } from '../../features/desk/complaints/centre-complaints-page';
import { SubscribeRow } from '../../features/notices/subscribe-row';

export default function CentreComplaintsDeskRoute() {
  return (
    <CentreComplaintsPage reminder={<SubscribeRow kinds={['complaintAtDesk']} />} overlay={<SignInSheet />} />
  );
}
