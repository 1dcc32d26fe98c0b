import { PageShell } from '../../ui/page-shell';

export default function BookingsPage() {
  return (
    <PageShell title="预约" tab="bookings">
      {null}
    </PageShell>
  );
}
