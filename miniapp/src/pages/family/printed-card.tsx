import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { PrintedCardPage } from '../../features/families/printed-card-page';

export default function PrintedCardRoute() {
  return <PrintedCardPage overlay={<SignInSheet />} />;
}
