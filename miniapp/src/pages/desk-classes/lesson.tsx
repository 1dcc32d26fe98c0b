import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { LessonDeskPage } from '../../features/desk/classes/lesson-desk-page';
import { usePageParameter } from '../../platform/page';

export default function LessonDeskRoute() {
  return <LessonDeskPage id={usePageParameter('id')} overlay={<SignInSheet />} />;
}
