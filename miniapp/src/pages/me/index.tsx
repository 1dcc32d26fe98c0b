import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { signOut } from '../../features/auth/sign-out';
import { NextBooking } from '../../features/bookings/next-booking';
import { MePage } from '../../features/families/me-page';

export default function MeRoute() {
  return <MePage next={<NextBooking />} overlay={<SignInSheet />} onSignOut={() => void signOut()} />;
}
