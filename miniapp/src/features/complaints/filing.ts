import '../../api/later-messages';
import type { Reply } from '@nearcare/shared/contract/types';
import { call } from '../../api/client';
import { newIdempotencyKey } from '../../api/idempotency-key';
import { asApiError, type ClientErrorCode } from '../../api/problem';
import { useSession } from '../../api/session';
import { whenOnline } from '../../platform/online';
import { actOn, type Complaint, type Reached } from './ask-complaints';
import { additionsTo, printOf } from './changed-words';
import { type Draft, emptyDraft, saidOf } from './draft';
import { lateIsFiled, sendLate } from './late/send-late';
import {
  changePiece,
  type Filed,
  findPiece,
  type Piece,
  setSending,
  type Tried,
  toFault,
  useFiling,
} from './pieces';

/** May be different the next moment, so the complaint waits; everything else is an answer. */
const passing: readonly ClientErrorCode[] = [
  ...(['network_unreachable', 'retry', 'service_unavailable', 'rate_limited', 'server_error'] as const),
];
/** It waits as well, but for its author. */
const wantsSignIn: readonly ClientErrorCode[] = ['session_expired', 'sign_in_required'];
export const isForSignIn = ({ fault }: Pick<Piece, 'fault'>): boolean =>
  fault !== null && wantsSignIn.includes(fault.code);
/** Said only of what is not there: the service looks for an earlier one first. */
const saysThatNothingArrived: readonly ClientErrorCode[] = ['file_unknown', 'not_found'];
const tryAgainMs = 20_000;
const dayMs = 86_400_000;

/** From here on it goes out by itself, once, as soon as it can. Resolves when the first try is over. */
export function submit(id: string): Promise<void> {
  changePiece(id, () => ({ isWaiting: true, fault: null }));
  return sendOne(id);
}

/** Back to the form, before it was heard that it arrived. */
export function takeBack(id: string): void {
  changePiece(id, () => ({ isWaiting: false, fault: null }));
}

/** Sends all that wait, and files that are late, what is kept of one never holding up another. Never rejects. */
export async function sendQueued(): Promise<void> {
  const waiting = useFiling.getState().pieces.filter(({ isWaiting }) => isWaiting);
  await Promise.all([...waiting.map(({ id }) => sendOne(id)), sendLate()]);
}

async function sendOne(id: string): Promise<void> {
  const piece = findPiece(id);
  if (!piece?.isWaiting || useFiling.getState().sending.includes(id)) return;
  setSending(id, true);
  try {
    const filed = await deliver(piece);
    const done = { isWaiting: false, tried: null, fault: null } as const;
    changePiece(id, () => ({ ...done, filed, draft: emptyDraft }));
    lateIsFiled(id, filed);
  } catch (thrown) {
    const error = asApiError(thrown);
    const isPassing = passing.includes(error.code);
    // Nobody is told of more than one refusal: where it waits for its author, it says so until then.
    changePiece(id, () => ({
      fault: toFault(error),
      isWaiting: isPassing || wantsSignIn.includes(error.code),
    }));
    if (isPassing) tryAgainLater();
  } finally {
    setSending(id, false);
  }
}

let later: ReturnType<typeof setTimeout> | undefined;
function tryAgainLater(): void {
  clearTimeout(later);
  later = setTimeout(() => void sendQueued(), tryAgainMs);
}

/**
 * Hands a draft in. One that was tried before goes out under its key again: the service answers the same to the same
 * words, and refuses other words where the first ones had arrived. Those are then found, and what was changed is added.
 */
async function deliver({ id, draft, tried: before }: Piece): Promise<Filed> {
  const [earlier] = before?.drafts ?? [];
  // By another code, or by none: the service can't know that it is the same matter.
  const hasCrossed = earlier !== undefined && earlier.trackingCode !== draft.trackingCode;
  if (before !== null && hasCrossed) {
    const there = await findTried(before);
    if (there !== null) return withChanges(there, draft, before.key);
  }
  const tried = hasCrossed ? null : before;
  const { key, sinceMs, drafts } = tried ?? { key: newIdempotencyKey(), sinceMs: Date.now(), drafts: [] };
  const isSame = (one: Draft) => JSON.stringify(one) === JSON.stringify(draft);
  // Written down before it leaves: from here on it may have arrived.
  const now = { key, sinceMs, drafts: drafts.some(isSame) ? drafts : [...drafts, draft] };
  changePiece(id, () => ({ tried: now }));
  try {
    return await file(draft, key);
  } catch (thrown) {
    const { code, status } = asApiError(thrown);
    if (code === 'idempotency_key_reused') return withChanges(await findFirst(draft, now), draft, key);
    // Refused by the service itself: these words have not arrived, and of some refusals no earlier ones either.
    const arrived = saysThatNothingArrived.includes(code) ? [] : drafts;
    if (status > 0 && status < 500 && code !== 'server_error')
      changePiece(id, () => ({ tried: { ...now, drafts: arrived } }));
    throw thrown;
  }
}

async function file(draft: Draft, idempotencyKey: string): Promise<Filed> {
  const said = saidOf(draft);
  const { identity, trackingCode } = draft;
  if (said === null || identity === null) throw new Error('a draft was queued that is not complete');
  if (identity !== 'anonymous')
    return filed(await call('fileComplaint', { body: { ...said, identity } }, { idempotencyKey }), null);
  if (trackingCode === null) throw new Error('an anonymous draft without its code');
  const body = { ...said, trackingCode };
  return filed(await call('fileAnonymousComplaint', { body }, { idempotencyKey }), trackingCode);
}

function filed({ missingFiles, ...complaint }: Reply<'fileComplaint'>, trackingCode: string | null): Filed {
  return { complaint, trackingCode, cameBefore: false, missingFiles };
}

/** The one that was filed under this key with other words: by its code, or by its own words said again. */
async function findFirst({ trackingCode }: Draft, { key, drafts }: Tried): Promise<Reached> {
  if (trackingCode !== null) return track(trackingCode);
  for (const earlier of drafts) {
    try {
      return await file(earlier, key);
    } catch (thrown) {
      if (asApiError(thrown).code !== 'idempotency_key_reused') throw thrown;
    }
  }
  throw new Error('none of the wordings that were sent is the one that arrived');
}

/** Whether one of these wordings has arrived, asked without filing it; null where none has. */
async function findTried({ sinceMs, drafts }: Tried): Promise<Reached | null> {
  const code = drafts[0]?.trackingCode ?? null;
  if (code !== null) {
    try {
      return await track(code);
    } catch (thrown) {
      if (asApiError(thrown).code === 'tracking_code_wrong') return null;
      throw thrown;
    }
  }
  const { items } = await call('listMyComplaints', {});
  // A day of grace: this phone's clock may be wrong.
  for (const { id } of items.filter(({ filedAt }) => Date.parse(filedAt) > sinceMs - dayMs)) {
    const complaint = await call('getComplaint', { params: { complaintId: id } });
    if (drafts.some((draft) => isOf(complaint, draft))) return { complaint, trackingCode: null };
  }
  return null;
}

const isOf = (complaint: Complaint, draft: Draft): boolean =>
  draft.category === complaint.category && draft.what.trim() === complaint.what;

async function track(trackingCode: string): Promise<Reached> {
  return { complaint: await call('trackComplaint', { body: { trackingCode } }), trackingCode };
}

/** Each addition has a key of its words, so that a lost answer adds none twice. */
async function withChanges(first: Reached, draft: Draft, key: string): Promise<Filed> {
  const { trackingCode } = first;
  let { complaint } = first;
  for (const said of additionsTo(complaint, draft, draft.trackingCode === trackingCode)) {
    const ownKey = `${key}-${printOf(JSON.stringify(said))}`;
    complaint = await actOn({ complaint, trackingCode }, { move: 'added', ...said }, ownKey);
  }
  return { complaint, trackingCode, cameBefore: true, missingFiles: [] };
}

whenOnline(() => void sendQueued());

// What waits for its author to sign in goes on then.
useSession.subscribe(({ status }, { status: before }) => {
  if (status === 'signedIn' && before !== 'signedIn') void sendQueued();
});
