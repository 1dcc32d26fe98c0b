import { ChildPage } from '../../features/families/child-page';
import { usePageParameter } from '../../platform/page';
import { AskedSheets } from '../asked-sheets';

export default function ChildRoute() {
  const id = usePageParameter('id');
  return <ChildPage key={id} childId={id} overlay={<AskedSheets />} />;
}
