import { FeeReductionPage } from '../../features/families/fee-reduction-page';
import { AskedSheets } from '../asked-sheets';

export default function FeeReductionRoute() {
  return <FeeReductionPage overlay={<AskedSheets />} />;
}
