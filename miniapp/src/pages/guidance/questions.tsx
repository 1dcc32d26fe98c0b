import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { QuestionsPage } from '../../features/guidance/experts/questions-page';

export default function QuestionsRoute() {
  return <QuestionsPage overlay={<SignInSheet />} />;
}
