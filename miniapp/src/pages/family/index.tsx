import { FamilyPage } from '../../features/families/family-page';
import { AskedSheets } from '../asked-sheets';

export default function FamilyRoute() {
  return <FamilyPage overlay={<AskedSheets />} />;
}
