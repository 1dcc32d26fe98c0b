import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { useSignOut } from '../../features/auth/sign-out-sheet';
import { NextBooking } from '../../features/bookings/next-booking';
import { MePage } from '../../features/families/me-page';

export default function MeRoute() {
  const { leave, sheet } = useSignOut();
  return (
    <MePage
      next={<NextBooking />}
      overlay={
        <>
          {sheet}
          <SignInSheet />
        </>
      }
      onSignOut={leave}
    />
  );
}
