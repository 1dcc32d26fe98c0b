import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { MyClassesPage } from '../../features/classes/mine/mine-page';

export default function MyClassesRoute() {
  return <MyClassesPage overlay={<SignInSheet />} />;
}
