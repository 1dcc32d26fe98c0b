import { PageShell } from '../../ui/page-shell';

export default function QuotePage() {
  return <PageShell title="确认预约">{null}</PageShell>;
}
