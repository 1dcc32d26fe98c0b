import { create } from 'zustand';
import { lateFilesKey, whenDraftForgotten } from '../../../api/complaint-draft';
import { newIdempotencyKey } from '../../../api/idempotency-key';
import type { ClientErrorCode } from '../../../api/problem';
import { useSession } from '../../../api/session';
import type { Unsent } from '../../../api/use-uploads';
import { dropKeptBut, keepFile, openKept } from '../../../platform/kept-files';
import type { FileKind, PickedFile } from '../../../platform/pick-file';
import { readStored, removeStored, writeStored } from '../../../platform/storage';
import { isFor } from '../pieces';

export type LateFile = {
  /** Of its bytes on this phone. */
  name: string;
  kind: FileKind;
  /** One upload is begun by it, however often; another one where the service threw that away. */
  idempotencyKey: string;
  isRenewed: boolean;
  /** Once all of it has arrived. */
  fileId: string | null;
  /** Whether the phone has it when the app was closed. */
  isKept: boolean;
  /** Why it will not come any more. */
  fault: ClientErrorCode | null;
};

/** Files that were still on their way when a complaint was handed in: they go on, and are added to it. */
export type Late = {
  /** Of the piece that they belong to; it may be put away before they are there. */
  id: string;
  familyId: string | null;
  /** Under which they are handed in, and by which alone an anonymous one is reached. */
  trackingCode: string | null;
  /** null until it was filed. */
  complaint: { id: string; number: string } | null;
  key: string;
  files: readonly LateFile[];
};

type Lates = {
  lates: readonly Late[] /** Of the bytes of each file, how many have arrived: 0 to 1. */;
  shares: Readonly<Record<string, number>>;
};

const stored = (readStored<readonly Late[]>(lateFilesKey) ?? []).filter(
  isFor(useSession.getState().familyId),
);
export const useLate = create<Lates>(() => ({ lates: stored, shares: {} }));

const namesOf = (lates: readonly Late[]) => lates.flatMap(({ files }) => files.map(({ name }) => name));
/** Those that were picked since the app was opened. */
const inHand = new Map<string, PickedFile>();

export const findLate = (id: string): Late | undefined =>
  useLate.getState().lates.find((late) => late.id === id);
export const isOnItsWay = ({ fileId, fault }: LateFile): boolean => fileId === null && fault === null;

function keep(lates: readonly Late[]): void {
  const names = namesOf(lates);
  const gone = namesOf(useLate.getState().lates).filter((name) => !names.includes(name));
  useLate.setState({ lates });
  if (lates.length === 0) removeStored(lateFilesKey);
  else writeStored(lateFilesKey, lates);
  for (const name of gone) inHand.delete(name);
  if (gone.length > 0) void dropKeptBut(names);
}

/** Nothing where it is gone: who signed out meanwhile took it along. */
export function changeLate(id: string, change: (late: Late) => Partial<Late>): void {
  keep(useLate.getState().lates.map((late) => (late.id === id ? { ...late, ...change(late) } : late)));
}

export function changeFile(id: string, name: string, to: Partial<LateFile>): void {
  changeLate(id, ({ files }) => ({
    files: files.map((file) => (file.name === name ? { ...file, ...to } : file)),
  }));
}

export const noteShare = (name: string, share: number): void =>
  useLate.setState(({ shares }) => ({ shares: { ...shares, [name]: share } }));

/** Takes files over from the form that is handed in. What it has of an earlier try stays. */
export function takeOver(id: string, trackingCode: string | null, unsent: readonly Unsent[]): void {
  if (unsent.length === 0) return;
  const taken = unsent.map(({ kind, picked, sending }) => {
    const name = newIdempotencyKey();
    inHand.set(name, picked);
    const idempotencyKey = sending?.idempotencyKey ?? newIdempotencyKey();
    return { name, kind, idempotencyKey, isRenewed: false, fileId: null, isKept: false, fault: null };
  });
  const { familyId } = useSession.getState();
  const before = findLate(id);
  const late = before ?? { id, familyId, trackingCode, complaint: null, key: newIdempotencyKey(), files: [] };
  const others = useLate.getState().lates.filter((one) => one.id !== id);
  keep([...others, { ...late, files: [...late.files, ...taken] }]);
  for (const { name } of taken) void keepOnPhone(id, name);
}

async function keepOnPhone(id: string, name: string): Promise<void> {
  const picked = inHand.get(name);
  if (picked === undefined || !(await keepFile(name, picked))) return;
  // It may have arrived, or been thrown away, while the phone was writing.
  if (findLate(id)?.files.some((file) => file.name === name)) changeFile(id, name, { isKept: true });
  else void dropKeptBut(namesOf(useLate.getState().lates));
}

/** Its bytes; null where the phone has lost them. */
export const bytesOf = async (name: string): Promise<PickedFile | null> => inHand.get(name) ?? openKept(name);

/** They were added, or are not wanted any more. */
export function forgetLate(id: string): void {
  keep(useLate.getState().lates.filter((late) => late.id !== id));
}

function forgetAll(): void {
  keep([]);
}

whenDraftForgotten(forgetAll);
// What a crash left between writing a file down and forgetting it.
void dropKeptBut(namesOf(stored));

useSession.subscribe(({ familyId: now }) => {
  const { lates } = useLate.getState();
  const ours = lates.filter(isFor(now));
  if (ours.length < lates.length) keep(ours);
});
