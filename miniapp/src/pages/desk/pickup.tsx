import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { PickupPage } from '../../features/desk/pickup-page';

export default function PickupRoute() {
  return <PickupPage overlay={<SignInSheet />} />;
}
