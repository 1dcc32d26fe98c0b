import '../../api/later-messages';
import type { Reply } from '@nearcare/shared/contract/types';
import { create } from 'zustand';
import { call } from '../../api/client';
import { complaintDraftKey, whenDraftForgotten } from '../../api/complaint-draft';
import { newIdempotencyKey } from '../../api/idempotency-key';
import { type ApiError, asApiError } from '../../api/problem';
import { useSession } from '../../api/session';
import { whenOnline } from '../../platform/online';
import { readStored, removeStored, writeStored } from '../../platform/storage';
import { type Draft, emptyDraft, saidOf } from './draft';

type Filed = { complaint: Reply<'getComplaint'>; trackingCode: string | null };

/** What this phone keeps of a complaint on its way, so that closing the app loses nothing and sends nothing twice. */
type Kept = {
  /** Who was signed in when it was written; null while nobody was. Never sent. */
  familyId: string | null;
  draft: Draft;
  /** Set from the tap on 提交 until the service answered: the same key with every try. */
  queuedKey: string | null;
  /** What became of it, until the parent puts it away: the only place that has an anonymous one's code. */
  filed: Filed | null;
};
type Filing = Kept & { isSending: boolean; error: ApiError | null };

const nothing: Kept = { familyId: null, draft: emptyDraft, queuedKey: null, filed: null };
const again = { isSending: false, error: null } as const;

export const useFiling = create<Filing>(() => ({
  ...nothing,
  ...readStored<Kept>(complaintDraftKey),
  ...again,
}));

function keep(change: Partial<Filing>): void {
  useFiling.setState(change);
  const { familyId, draft, queuedKey, filed } = useFiling.getState();
  writeStored(complaintDraftKey, { familyId, draft, queuedKey, filed } satisfies Kept);
}

export function write(change: Partial<Draft>): void {
  const { familyId, draft } = useFiling.getState();
  keep({
    familyId: familyId ?? useSession.getState().familyId,
    draft: { ...draft, ...change },
    error: null,
  });
}

/** Thrown away, or read and put away: nothing of it stays on this phone. */
export function forgetFiling(): void {
  removeStored(complaintDraftKey);
  useFiling.setState({ ...nothing, ...again });
}

/** May be different the next moment, so the complaint waits; everything else is an answer. */
const passing: readonly string[] = [
  ...['network_unreachable', 'retry', 'service_unavailable', 'rate_limited', 'server_error'],
];
const tryAgainMs = 20_000;

/** From here on it goes out by itself, once, as soon as it can. Resolves when the first try is over. */
export function submit(): Promise<void> {
  keep({ queuedKey: newIdempotencyKey(), error: null });
  return sendQueued();
}

/** Back to the form, before it went out. */
export function takeBack(): void {
  keep({ queuedKey: null, error: null });
}

/** Sends what waits, if something does. Never rejects. */
export async function sendQueued(): Promise<void> {
  const { draft, queuedKey, isSending } = useFiling.getState();
  if (queuedKey === null || isSending) return;
  useFiling.setState({ isSending: true, error: null });
  try {
    const filed = await send(draft, queuedKey);
    keep({ draft: emptyDraft, queuedKey: null, ...again, filed });
  } catch (thrown) {
    const error = asApiError(thrown);
    const isPassing = passing.includes(error.code);
    keep({ isSending: false, error, queuedKey: isPassing ? queuedKey : null });
    if (isPassing) setTimeout(() => void sendQueued(), tryAgainMs);
  }
}

async function send(draft: Draft, idempotencyKey: string): Promise<Filed> {
  const said = saidOf(draft);
  const { identity, trackingCode } = draft;
  if (said === null || identity === null) throw new Error('a draft was queued that is not complete');
  if (identity !== 'anonymous')
    return {
      complaint: await call('fileComplaint', { body: { ...said, identity } }, { idempotencyKey }),
      trackingCode: null,
    };
  if (trackingCode === null) throw new Error('an anonymous draft without its code');
  const body = { ...said, trackingCode };
  return { complaint: await call('fileAnonymousComplaint', { body }, { idempotencyKey }), trackingCode };
}

whenOnline(() => void sendQueued());

whenDraftForgotten(forgetFiling);

// A session that only ran out leaves the draft where it is; another family on this phone must not find it.
useSession.subscribe(({ familyId: now }) => {
  const { familyId } = useFiling.getState();
  if (familyId !== null && now !== null && now !== familyId) forgetFiling();
});
