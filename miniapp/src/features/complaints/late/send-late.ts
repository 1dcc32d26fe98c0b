import { evidenceUploads } from '../../../api/evidence-uploads';
import { newIdempotencyKey } from '../../../api/idempotency-key';
import { ApiError, asApiError, type ClientErrorCode } from '../../../api/problem';
import { isPassing, prepareSending, sendFile } from '../../../api/upload';
import { actOn, keepComplaint } from '../ask-complaints';
import { printOf } from '../changed-words';
import { mostEvidence } from '../evidence';
import { changePiece, type Filed } from '../pieces';
import {
  bytesOf,
  changeFile,
  changeLate,
  findLate,
  forgetLate,
  isOnItsWay,
  type Late,
  type LateFile,
  noteShare,
  useLate,
} from './late-files';

/** It goes on once its author is signed in again. */
const wantsSignIn: readonly ClientErrorCode[] = ['session_expired', 'sign_in_required'];
/** The service threw away what had come of it: after a day, or with whoever cleared it away. */
const saysItIsGone: readonly ClientErrorCode[] = ['not_found', 'file_unknown'];
const tryAgainMs = 20_000;

const sending = new Set<string>();

/** Sends on all files that are late, and adds them where they belong, once. Never rejects. */
export async function sendLate(): Promise<void> {
  await Promise.all(useLate.getState().lates.map(({ id }) => sendOne(id)));
}

/** The complaint of this piece is there: its files are added to it, by whom they were handed in. */
export function lateIsFiled(id: string, { complaint, trackingCode }: Filed): void {
  changeLate(id, (late) => ({
    complaint: { id: complaint.id, number: complaint.number },
    // Files of an account are none of an anonymous author's, nor the other way round.
    ...(late.trackingCode === trackingCode ? {} : { files: late.files.map(lost('file_unknown')) }),
  }));
  void sendOne(id);
}

const lost =
  (fault: ClientErrorCode) =>
  (file: LateFile): LateFile => ({ ...file, fault });

async function sendOne(id: string): Promise<void> {
  if (sending.has(id)) return;
  sending.add(id);
  try {
    for (let file = nextOf(id); file !== undefined; file = nextOf(id)) await sendOneFile(id, file);
    await addAll(id);
  } catch (thrown) {
    if (!wantsSignIn.includes(asApiError(thrown).code)) tryAgainLater();
  } finally {
    sending.delete(id);
  }
}

const nextOf = (id: string): LateFile | undefined => findLate(id)?.files.find(isOnItsWay);

/** @throws ApiError what may be different later; any other is kept as the fault of the file */
async function sendOneFile(id: string, file: LateFile): Promise<void> {
  const { name, idempotencyKey } = file;
  const trackingCode = findLate(id)?.trackingCode ?? null;
  try {
    const picked = await bytesOf(name);
    if (picked === null) throw new ApiError({ code: 'file_damaged' });
    const prepared = await prepareSending(picked, evidenceUploads(trackingCode));
    const { id: fileId } = await sendFile(
      { ...prepared, idempotencyKey },
      {
        onProgress: (share) => noteShare(name, share),
        isWanted: () => findLate(id)?.files.some((one) => one.name === name) ?? false,
      },
    );
    changeFile(id, name, { fileId });
  } catch (thrown) {
    faultOf(id, file, asApiError(thrown));
  }
}

function faultOf(id: string, { name, isRenewed }: LateFile, error: ApiError): void {
  if (isPassing(error) || wantsSignIn.includes(error.code)) throw error;
  if (saysItIsGone.includes(error.code) && !isRenewed) changeFile(id, name, renewed());
  else changeFile(id, name, { fault: error.code });
}

/** From its first byte again, once: who is told twice that it is gone would go round in circles. */
const renewed = () => ({ fileId: null, isRenewed: true, idempotencyKey: newIdempotencyKey() });

/** @throws ApiError what may be different later */
async function addAll(id: string): Promise<void> {
  const late = findLate(id);
  if (late === undefined || late.complaint === null) return;
  const there = late.files
    .filter(({ fileId, fault }) => fileId !== null && fault === null)
    .slice(0, mostEvidence);
  if (there.length === 0) return;
  const evidence = there.map(({ fileId }) => fileId as string);
  try {
    const { complaint, trackingCode, key } = late;
    // The same files have the same key, so that a lost answer adds none twice.
    const ownKey = `${key}-${printOf(evidence.join())}`;
    const added = await actOn({ complaint, trackingCode }, { move: 'added', evidence }, ownKey);
    changePiece(id, ({ filed }) => (filed === null ? {} : { filed: { ...filed, complaint: added } }));
    if (trackingCode === null) keepComplaint(added);
    putAway(late, there);
  } catch (thrown) {
    for (const file of there) faultOf(id, file, asApiError(thrown));
    // Some are sent anew.
    if (nextOf(id) !== undefined) throw thrown;
  }
  // There are more than one addition takes where the form was handed in more than once.
  await addAll(id);
}

/** What was added is forgotten; what will not come stays until its author has read that. */
function putAway({ id, files }: Late, added: readonly LateFile[]): void {
  const rest = files.filter((file) => added.every(({ name }) => name !== file.name));
  if (rest.length === 0) forgetLate(id);
  else changeLate(id, () => ({ files: rest }));
}

let later: ReturnType<typeof setTimeout> | undefined;
function tryAgainLater(): void {
  clearTimeout(later);
  later = setTimeout(() => void sendLate(), tryAgainMs);
}
