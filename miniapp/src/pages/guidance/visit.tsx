import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { VisitPage } from '../../features/guidance/visits/visit-page';
import { usePageParameter } from '../../platform/page';

export default function VisitRoute() {
  return <VisitPage id={usePageParameter('id')} overlay={<SignInSheet />} />;
}
