import { JoinPage } from '../../features/families/join-page';
import { usePageParameter } from '../../platform/page';
import { AskedSheets } from '../asked-sheets';

export default function JoinRoute() {
  const code = usePageParameter('code');
  return <JoinPage code={code} overlay={<AskedSheets />} />;
}
