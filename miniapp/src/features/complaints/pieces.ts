import type { Reply } from '@nearcare/shared/contract/types';
import { create } from 'zustand';
import { complaintDraftKey, whenDraftForgotten } from '../../api/complaint-draft';
import { newIdempotencyKey } from '../../api/idempotency-key';
import { ApiError, type ClientErrorCode, type Facts } from '../../api/problem';
import { useSession } from '../../api/session';
import { readStored, removeStored, writeStored } from '../../platform/storage';
import { type Draft, emptyDraft } from './draft';

export type Filed = {
  complaint: Reply<'getComplaint'>;
  trackingCode: string | null;
  /** It had arrived before its author changed it: the changes went after it as additions. */
  cameBefore: boolean;
  /** Of its files, those that were gone: what is urgent is filed without. */
  missingFiles: readonly string[];
};

/** What may have arrived though no answer came: the key, since when, and all wordings that were sent under it. */
export type Tried = { key: string; sinceMs: number; drafts: readonly Draft[] };

/** An ApiError as storage keeps it. */
type Fault = {
  code: ClientErrorCode;
  detail?: string;
  facts: Facts;
  /** Where in the request: `/evidence/0`. */
  paths: readonly string[];
};

/** One complaint on its way, so that closing the app loses nothing and sends nothing twice. */
export type Piece = {
  /** On this phone only; never sent. */
  id: string;
  /** Who was signed in when it was written; null while nobody was. Never sent. */
  familyId: string | null;
  draft: Draft;
  /** From the tap on 提交 until the service answered. */
  isWaiting: boolean;
  tried: Tried | null;
  /** Why it waits, or why it is back in the form. */
  fault: Fault | null;
  /** What became of it, until the parent puts it away: the only place that has an anonymous one's code. */
  filed: Filed | null;
};

type Pieces = { pieces: readonly Piece[]; sending: readonly string[] };

/** Another family on this phone must not find what this one wrote; a session that only ran out changes nothing. */
export const isFor =
  (now: string | null) =>
  ({ familyId }: { familyId: string | null }): boolean =>
    familyId === null || now === null || familyId === now;

const stored = readStored<{ pieces?: readonly Piece[] }>(complaintDraftKey)?.pieces ?? [];

export const useFiling = create<Pieces>(() => ({
  // Another may have signed in before this part of the app was opened.
  pieces: stored.filter(isFor(useSession.getState().familyId)),
  sending: [],
}));

export const newPieceId = newIdempotencyKey;

export const findPiece = (id: string): Piece | undefined =>
  useFiling.getState().pieces.find((piece) => piece.id === id);

const blank = {
  ...{ familyId: null, draft: emptyDraft, isWaiting: false, tried: null, fault: null },
  filed: null,
} as const;

/** The piece, or an empty one that is kept from its first word on. */
export function usePiece(id: string): Piece {
  return useFiling(({ pieces }) => pieces.find((piece) => piece.id === id)) ?? { ...blank, id };
}

export const isBeingWritten = ({ isWaiting, filed }: Piece): boolean => !isWaiting && filed === null;

/** The one that was written at last and is in nobody's hands yet. */
export const lastWritten = (pieces: readonly Piece[]): Piece | undefined =>
  [...pieces].reverse().find(isBeingWritten);

export const faultOfPiece = ({ fault }: Pick<Piece, 'fault'>): ApiError | null =>
  fault === null ? null : new ApiError(fault);

export const toFault = ({ code, detail, facts, errors }: ApiError): Fault => ({
  ...{ code, facts, paths: errors.map(({ path }) => path) },
  ...(detail === undefined ? {} : { detail }),
});

function keep(pieces: readonly Piece[]): void {
  useFiling.setState({ pieces });
  if (pieces.length === 0) removeStored(complaintDraftKey);
  else writeStored(complaintDraftKey, { pieces });
}

/** Nothing where it is gone: who signed out meanwhile took it along. */
export function changePiece(id: string, change: (piece: Piece) => Partial<Piece>): void {
  keep(
    useFiling.getState().pieces.map((piece) => (piece.id === id ? { ...piece, ...change(piece) } : piece)),
  );
}

/** Writes on; what is on its way or has arrived stays as it is. */
export function write(id: string, change: Partial<Draft>): void {
  const before = findPiece(id);
  const { familyId } = useSession.getState();
  if (before === undefined) {
    const piece = { ...blank, id, familyId, draft: { ...emptyDraft, ...change } };
    return keep([...useFiling.getState().pieces, piece]);
  }
  if (!isBeingWritten(before)) return;
  changePiece(id, ({ draft }) => ({
    familyId: before.familyId ?? familyId,
    draft: { ...draft, ...change },
    fault: null,
  }));
}

/** Thrown away, or read and put away: nothing of it stays on this phone. */
export function forgetPiece(id: string): void {
  keep(useFiling.getState().pieces.filter((piece) => piece.id !== id));
}

export function forgetFiling(): void {
  keep([]);
}

export function setSending(id: string, isSending: boolean): void {
  const others = useFiling.getState().sending.filter((one) => one !== id);
  useFiling.setState({ sending: isSending ? [...others, id] : others });
}

whenDraftForgotten(forgetFiling);

useSession.subscribe(({ familyId: now }) => {
  const { pieces } = useFiling.getState();
  const ours = pieces.filter(isFor(now));
  if (ours.length < pieces.length) keep(ours);
});
