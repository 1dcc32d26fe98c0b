import { PageShell } from '../../ui/page-shell';

export default function AddChildPage() {
  return <PageShell title="加孩子">{null}</PageShell>;
}
