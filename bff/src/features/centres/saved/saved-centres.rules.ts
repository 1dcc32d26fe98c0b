import type { Reply } from '@nearcare/shared/contract/types';
import type { Filing } from '../centres.public.js';
import type { RecordedDisclosure } from '../centres.records.js';

type Change = Reply<'saveCentre'>['changes'][number];
type Status = Filing['status'];

/** What is known of a saved centre now; `changedAt` is when its record was last written, `changedOn` its civil day there. */
export type CentreNow = {
  filing: Filing;
  changedAt: Date;
  changedOn: string;
  sourceName: string;
  disclosures: readonly RecordedDisclosure[];
};

/**
 * What became different since a centre was saved, the latest known first: disclosures that came to be known since, and
 * a filing status that is another one now and of which no such disclosure tells.
 */
export function changesSince(saved: { savedAt: Date; filingStatus: Status }, centre: CentreNow): Change[] {
  const since = saved.savedAt.toISOString();
  const disclosed = centre.disclosures.flatMap((event): Change[] =>
    event.recordedAt !== undefined && event.recordedAt > since
      ? [{ ...event, recordedAt: event.recordedAt }]
      : [],
  );
  const { status } = centre.filing;
  const { kind } = statusWords[status];
  const isTold = status === saved.filingStatus || disclosed.some((event) => event.kind === kind);
  const changes = isTold ? disclosed : [...disclosed, statusChange(centre)];
  return changes.sort((a, b) => (a.recordedAt < b.recordedAt ? 1 : a.recordedAt > b.recordedAt ? -1 : 0));
}

const statusWords: Readonly<Record<Status, { kind: Change['kind']; text: string }>> = {
  filed: { kind: 'filing', text: '现在查得到备案' },
  suspended: { kind: 'suspension', text: '暂停服务' },
  cancelled: { kind: 'cancellation', text: '备案已注销' },
  unfiled: { kind: 'change', text: '查不到备案了' },
};

/** The register says only how it stands now; the record was written when it was taken over, or later. */
function statusChange({ filing, changedAt, changedOn, sourceName }: CentreNow): Change {
  const { kind, text } = statusWords[filing.status];
  const dated = { filed: filing.filedOn, suspended: filing.suspendedFrom, cancelled: null, unfiled: null };
  return {
    kind,
    on: dated[filing.status] ?? changedOn,
    text,
    source: sourceName,
    recordedAt: changedAt.toISOString(),
  };
}
