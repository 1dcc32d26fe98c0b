import { PageShell } from '../../ui/page-shell';

export default function CentrePage() {
  return <PageShell title="机构详情">{null}</PageShell>;
}
