import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { CardPage } from '../../features/bookings/card-page';
import { SubscribeRow } from '../../features/notices/subscribe-row';
import { usePageParameter } from '../../platform/page';

export default function EntryCardRoute() {
  const id = usePageParameter('id');
  return (
    <CardPage
      bookingId={id}
      reminder={<SubscribeRow kinds={['careTomorrow', 'bookingCancelledByCentre', 'pickupCodeUsed']} />}
      overlay={<SignInSheet />}
    />
  );
}
