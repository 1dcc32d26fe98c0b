import { useChosenChild } from '../../api/family';
import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { CentrePage } from '../../features/centres/centre-page/centre-page';
import { AddChildSheet } from '../../features/families/add-child-sheet';
import { useBookingStart } from '../../features/families/use-booking-start';
import { goTo, goToTab } from '../../platform/navigate';
import { usePageParameter } from '../../platform/page';

export default function CentreRoute() {
  const centreId = usePageParameter('id');
  const asked = usePageParameter('date');
  const child = useChosenChild();
  const booking = useBookingStart();
  return (
    <CentrePage
      centreId={centreId}
      child={child}
      error={booking.error}
      onBook={(tapped) =>
        booking.start(() => {
          const date = tapped ?? asked;
          goTo('/pages/booking/choose', { centreId, ...(date === '' ? {} : { date }) });
        })
      }
      onApply={() => booking.start(() => goTo('/pages/enrolment/apply', { centreId }))}
      onSeeNearby={() => goToTab('/pages/find/index')}
      overlay={
        <>
          <AddChildSheet isOpen={booking.needsChild} onClose={booking.stop} onAdded={booking.goOn} />
          <SignInSheet />
        </>
      }
    />
  );
}
