import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { QuestionDeskPage } from '../../features/desk/guidance/question-desk-page';
import { usePageParameter } from '../../platform/page';

export default function QuestionDeskRoute() {
  return <QuestionDeskPage id={usePageParameter('id')} overlay={<SignInSheet />} />;
}
