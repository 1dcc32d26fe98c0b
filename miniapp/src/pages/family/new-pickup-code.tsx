import { NewPickupCodePage } from '../../features/families/new-pickup-code-page';
import { usePageParameter } from '../../platform/page';
import { AskedSheets } from '../asked-sheets';

export default function NewPickupCodeRoute() {
  const pickupId = usePageParameter('pickupId');
  return <NewPickupCodePage pickupId={pickupId} overlay={<AskedSheets />} />;
}
