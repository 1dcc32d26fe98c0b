import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { HandOverPage } from '../../features/desk/complaints/hand-over-page';
import { usePageParameter } from '../../platform/page';

export default function HandOverDeskRoute() {
  return (
    <HandOverPage
      id={usePageParameter('id')}
      body={usePageParameter('body') === 'hotline' ? 'hotline' : 'police'}
      overlay={<SignInSheet />}
    />
  );
}
