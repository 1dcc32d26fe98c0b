import { TrackPage } from '../../features/complaints/track-page';

export default function TrackRoute() {
  return <TrackPage />;
}
