import { useState } from 'react';
import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { signOut } from '../../features/auth/sign-out';
import { SignOutSheet } from '../../features/auth/sign-out-sheet';
import { NextBooking } from '../../features/bookings/next-booking';
import { MePage } from '../../features/families/me-page';
import { hasKeptComplaints } from '../../ui/kept-complaints';

export default function MeRoute() {
  const [isLeaving, setLeaving] = useState(false);
  return (
    <MePage
      next={<NextBooking />}
      overlay={
        <>
          <SignOutSheet isOpen={isLeaving} onClose={() => setLeaving(false)} />
          <SignInSheet />
        </>
      }
      onSignOut={() => (hasKeptComplaints() ? setLeaving(true) : void signOut())}
    />
  );
}
