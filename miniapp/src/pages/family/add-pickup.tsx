import { AddPickupPage } from '../../features/families/add-pickup-page';
import { AskedSheets } from '../asked-sheets';

export default function AddPickupRoute() {
  return <AddPickupPage overlay={<AskedSheets />} />;
}
