import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { WaitlistPage } from '../../features/bookings/waitlist/waitlist-page';
import { setFilters } from '../../features/centres/find/find-state';
import { SubscribeRow } from '../../features/notices/subscribe-row';
import { goToTab } from '../../platform/navigate';
import { usePageParameter } from '../../platform/page';

export default function WaitlistRoute() {
  const id = usePageParameter('id');
  return (
    <WaitlistPage
      id={id}
      onSeeNearby={({ date, today, wish: { mode } }) => {
        setFilters({ mode, date: date < today ? null : date, hasVacancy: true });
        goToTab('/pages/find/index');
      }}
      reminder={<SubscribeRow kinds={['placeOffered', 'waitlistChanged']} />}
      overlay={<SignInSheet />}
    />
  );
}
