import { DevicesPage } from '../../features/auth/devices-page';
import { SignInSheet } from '../../features/auth/sign-in-sheet';

export default function DevicesRoute() {
  return <DevicesPage overlay={<SignInSheet />} />;
}
