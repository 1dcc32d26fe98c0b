import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { SummaryPage } from '../../features/enrolments/summary-page';
import { usePageParameter } from '../../platform/page';

export default function SummaryRoute() {
  return <SummaryPage id={usePageParameter('id')} overlay={<SignInSheet />} />;
}
