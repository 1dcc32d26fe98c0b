import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { AddPickupPage } from '../../features/families/add-pickup-page';

export default function AddPickupRoute() {
  return <AddPickupPage overlay={<SignInSheet />} />;
}
