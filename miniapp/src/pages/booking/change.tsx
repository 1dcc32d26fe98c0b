import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { ChangePage } from '../../features/bookings/change-page';
import { usePageParameter } from '../../platform/page';

export default function ChangeRoute() {
  return <ChangePage bookingId={usePageParameter('id')} overlay={<SignInSheet />} />;
}
