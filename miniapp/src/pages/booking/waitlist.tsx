import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { WaitlistPage } from '../../features/bookings/waitlist/waitlist-page';
import { SubscribeRow } from '../../features/notices/subscribe-row';
import { usePageParameter } from '../../platform/page';

export default function WaitlistRoute() {
  const id = usePageParameter('id');
  return (
    <WaitlistPage
      id={id}
      reminder={<SubscribeRow kinds={['placeOffered', 'waitlistChanged']} />}
      overlay={<SignInSheet />}
    />
  );
}
