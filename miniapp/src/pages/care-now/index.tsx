import { useChosenChild } from '../../api/family';
import { CareNowPage } from '../../features/centres/care-now/care-now-page';

export default function CareNowRoute() {
  return <CareNowPage child={useChosenChild()} />;
}
