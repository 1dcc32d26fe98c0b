import { View } from '@tarojs/components';
import { requireSession, useSession } from '../../api/session';
import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { useMyBookings } from '../../features/bookings/booking-cache';
import { MyBookings, SignInForBookings } from '../../features/bookings/my-bookings';
import { useEnrolmentRows } from '../../features/enrolments/my-enrolments';
import { PageShell } from '../../ui/page-shell';

function Mine() {
  return <MyBookings byMonth={useEnrolmentRows()} />;
}

export default function BookingsRoute() {
  const { status, familyId } = useSession();
  const { bookings } = useMyBookings();
  const isDemo = bookings?.some((booking) => booking.isDemo) ?? false;
  return (
    <PageShell title="预约" tab="bookings" isDemo={isDemo} overlay={<SignInSheet />}>
      {status === 'signedOut' ? (
        <SignInForBookings onSignIn={() => requireSession(() => undefined)} />
      ) : (
        // Another family starts with nothing of the one before.
        <View key={familyId ?? 'kept'}>
          <Mine />
        </View>
      )}
    </PageShell>
  );
}
