import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { CardPage } from '../../features/bookings/card-page';
import { usePageParameter } from '../../platform/page';

export default function EntryCardRoute() {
  const id = usePageParameter('id');
  return <CardPage bookingId={id} overlay={<SignInSheet />} />;
}
