import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { LessonPage } from '../../features/classes/lesson/lesson-page';
import { usePageParameter } from '../../platform/page';

export default function LessonRoute() {
  return <LessonPage classId={usePageParameter('id')} overlay={<SignInSheet />} />;
}
