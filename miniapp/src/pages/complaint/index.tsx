import { HelpPage } from '../../features/complaints/help-page';
import { usePageParameter } from '../../platform/page';

export default function HelpRoute() {
  return <HelpPage centreId={usePageParameter('centreId')} category={usePageParameter('category')} />;
}
