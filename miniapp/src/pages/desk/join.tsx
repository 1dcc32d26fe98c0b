import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { JoinDeskPage } from '../../features/desk/join-desk-page';
import { usePageParameter } from '../../platform/page';

export default function JoinDeskRoute() {
  return <JoinDeskPage code={usePageParameter('code')} overlay={<SignInSheet />} />;
}
