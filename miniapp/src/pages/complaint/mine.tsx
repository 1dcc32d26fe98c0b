import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { MinePage } from '../../features/complaints/mine-page';

export default function MineRoute() {
  return <MinePage overlay={<SignInSheet />} />;
}
