import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { ClassesDeskPage } from '../../features/desk/classes/classes-desk-page';

export default function ClassesDeskRoute() {
  return <ClassesDeskPage overlay={<SignInSheet />} />;
}
