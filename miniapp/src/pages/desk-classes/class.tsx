import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { ClassDeskPage } from '../../features/desk/classes/class-desk-page';
import { usePageParameter } from '../../platform/page';

export default function ClassDeskRoute() {
  return <ClassDeskPage id={usePageParameter('id')} overlay={<SignInSheet />} />;
}
