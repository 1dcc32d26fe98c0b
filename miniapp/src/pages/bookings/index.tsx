import { requireSession, useSession } from '../../api/session';
import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { MyBookings, SignInForBookings } from '../../features/bookings/my-bookings';
import { PageShell } from '../../ui/page-shell';

export default function BookingsRoute() {
  const { status, familyId } = useSession();
  return (
    <PageShell title="预约" tab="bookings" overlay={<SignInSheet />}>
      {status === 'signedOut' ? (
        <SignInForBookings onSignIn={() => requireSession(() => undefined)} />
      ) : (
        // Another family starts with nothing of the one before.
        <MyBookings key={familyId ?? 'kept'} />
      )}
    </PageShell>
  );
}
