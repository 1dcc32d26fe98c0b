import { signOut } from '../../features/auth/sign-out';
import { NextBooking } from '../../features/bookings/next-booking';
import { MePage } from '../../features/families/me-page';
import { AskedSheets } from '../asked-sheets';

export default function MeRoute() {
  return <MePage next={<NextBooking />} overlay={<AskedSheets />} onSignOut={() => void signOut()} />;
}
