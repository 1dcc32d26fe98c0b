import { CountsPage } from '../../features/complaints/counts-page';

export default function CountsRoute() {
  return <CountsPage />;
}
