import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { FamilyPage } from '../../features/families/family-page';

export default function FamilyRoute() {
  return <FamilyPage overlay={<SignInSheet />} />;
}
