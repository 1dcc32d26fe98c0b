import { PageShell } from '../../ui/page-shell';

export default function MePage() {
  return (
    <PageShell title="我的" tab="me">
      {null}
    </PageShell>
  );
}
