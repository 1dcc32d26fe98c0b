import { PageShell } from '../../ui/page-shell';

export default function EntryCardPage() {
  return <PageShell title="入园卡">{null}</PageShell>;
}
