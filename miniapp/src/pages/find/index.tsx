import { PageShell } from '../../ui/page-shell';

export default function FindPage() {
  return (
    <PageShell title="找托育" tab="find">
      {null}
    </PageShell>
  );
}
