import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { FeeReductionPage } from '../../features/families/fee-reduction-page';

export default function FeeReductionRoute() {
  return <FeeReductionPage overlay={<SignInSheet />} />;
}
