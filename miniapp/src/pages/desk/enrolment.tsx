import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { EnrolmentDeskPage } from '../../features/desk/enrolment-desk-page';
import { usePageParameter } from '../../platform/page';

export default function EnrolmentDeskRoute() {
  return <EnrolmentDeskPage id={usePageParameter('id')} overlay={<SignInSheet />} />;
}
