import { DevicesPage } from '../../features/auth/devices-page';
import { AskedSheets } from '../asked-sheets';

export default function DevicesRoute() {
  return <DevicesPage overlay={<AskedSheets />} />;
}
