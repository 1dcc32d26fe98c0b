import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { ExpertsPage } from '../../features/guidance/experts/experts-page';

export default function ExpertsRoute() {
  return <ExpertsPage overlay={<SignInSheet />} />;
}
