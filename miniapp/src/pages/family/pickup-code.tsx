import { PickupCodePage } from '../../features/families/pickup-code-page';
import { usePageParameter } from '../../platform/page';
import { AskedSheets } from '../asked-sheets';

export default function PickupCodeRoute() {
  const id = usePageParameter('id');
  return <PickupCodePage key={id} codeId={id} overlay={<AskedSheets />} />;
}
