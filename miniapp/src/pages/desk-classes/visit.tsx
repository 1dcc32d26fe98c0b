import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { VisitDeskPage } from '../../features/desk/guidance/visit-desk-page';
import { usePageParameter } from '../../platform/page';

export default function VisitDeskRoute() {
  return <VisitDeskPage id={usePageParameter('id')} overlay={<SignInSheet />} />;
}
