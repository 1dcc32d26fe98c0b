import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { SavedPage } from '../../features/centres/saved/saved-page';

export default function SavedRoute() {
  return <SavedPage overlay={<SignInSheet />} />;
}
