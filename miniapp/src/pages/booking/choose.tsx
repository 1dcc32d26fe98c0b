import { PageShell } from '../../ui/page-shell';

export default function ChooseDayPage() {
  return <PageShell title="选日期">{null}</PageShell>;
}
