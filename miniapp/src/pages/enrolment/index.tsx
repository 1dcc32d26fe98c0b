import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { EnrolmentPage } from '../../features/enrolments/enrolment-page';
import { usePageParameter } from '../../platform/page';

export default function EnrolmentRoute() {
  return <EnrolmentPage id={usePageParameter('id')} overlay={<SignInSheet />} />;
}
