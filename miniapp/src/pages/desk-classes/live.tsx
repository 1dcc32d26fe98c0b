import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { LiveDeskPage } from '../../features/desk/classes/live-desk-page';
import { usePageParameter } from '../../platform/page';

export default function LiveDeskRoute() {
  return <LiveDeskPage id={usePageParameter('id')} overlay={<SignInSheet />} />;
}
