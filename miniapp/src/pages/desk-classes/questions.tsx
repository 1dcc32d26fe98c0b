import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { QuestionsDeskPage } from '../../features/desk/guidance/questions-desk-page';

export default function QuestionsDeskRoute() {
  return <QuestionsDeskPage overlay={<SignInSheet />} />;
}
