import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { JoinPage } from '../../features/families/join-page';
import { usePageParameter } from '../../platform/page';

export default function JoinRoute() {
  const code = usePageParameter('code');
  return <JoinPage code={code} overlay={<SignInSheet />} />;
}
