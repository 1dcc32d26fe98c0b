import { useChosenChild } from '../../api/family';
import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { FindScreen } from '../../features/centres/find-screen';

export default function FindPage() {
  return <FindScreen child={useChosenChild()} overlay={<SignInSheet />} />;
}
