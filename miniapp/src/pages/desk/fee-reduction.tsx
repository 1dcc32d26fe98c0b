import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { FeeReductionDeskPage } from '../../features/desk/fee-reduction-desk-page';
import { usePageParameter } from '../../platform/page';

export default function FeeReductionDeskRoute() {
  return <FeeReductionDeskPage id={usePageParameter('id')} overlay={<SignInSheet />} />;
}
