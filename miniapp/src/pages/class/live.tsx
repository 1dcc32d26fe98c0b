import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { LivePage } from '../../features/classes/live/live-page';
import { usePageParameter } from '../../platform/page';

export default function LiveRoute() {
  return <LivePage classId={usePageParameter('id')} overlay={<SignInSheet />} />;
}
