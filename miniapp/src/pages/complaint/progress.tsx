import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { ProgressPage } from '../../features/complaints/progress/progress-page';
import { usePageParameter } from '../../platform/page';

export default function ProgressRoute() {
  return <ProgressPage id={usePageParameter('id')} overlay={<SignInSheet />} />;
}
