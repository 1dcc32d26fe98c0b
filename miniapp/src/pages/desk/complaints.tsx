import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { ComplaintsDeskPage } from '../../features/desk/complaints/complaints-desk-page';
import { SubscribeRow } from '../../features/notices/subscribe-row';

export default function ComplaintsDeskRoute() {
  return (
    <ComplaintsDeskPage reminder={<SubscribeRow kinds={['complaintAtDesk']} />} overlay={<SignInSheet />} />
  );
}
