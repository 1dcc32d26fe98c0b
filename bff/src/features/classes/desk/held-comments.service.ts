import type { Body, Query, Reply } from '@nearcare/shared/contract/types';
import type { FamilyKeys } from '../../../keys/family-keys.js';
import type { Clock } from '../../../lib/clock.js';
import { decodeCursor, encodeCursor } from '../../../lib/cursor.js';
import { DomainError } from '../../../lib/domain-error.js';
import type { OfficerDesk } from '../../../plugins/session.js';
import type { AccessLog } from '../../desk/desk.public.js';
import type { ClassDoc, ClassesModel } from '../classes.model.js';
import { openComment, reasonPlace } from '../ratings.js';
import type { NewsOfSignUps } from '../sign-up-news.js';
import type { SignUpDoc, SignUpsModel } from '../sign-ups.model.js';

type Deps = {
  classes: Pick<ClassesModel, 'find' | 'findMany'>;
  signUps: Pick<SignUpsModel, 'find' | 'listHeld' | 'judge'>;
  keys: FamilyKeys;
  accessLog: AccessLog;
  news: Pick<NewsOfSignUps, 'tell'>;
  clock: Clock;
};
type Item = Reply<'deskListHeldComments'>['items'][number];
type Written = { signUp: SignUpDoc; given: ClassDoc };

const batchSize = 100;
/** What a page may go through at most: a district without held comments answers a short page rather than late. */
const mostBatches = 5;

/** Comments that the content check doubts, at a desk that was not rated by them. */
export function heldComments({ classes, signUps, keys, accessLog, news, clock }: Deps) {
  /** Each look is on record with the family before it is answered. @throws DomainError input_invalid */
  async function list(
    desk: OfficerDesk,
    { cursor, limit = 20 }: Query<'deskListHeldComments'>,
  ): Promise<Reply<'deskListHeldComments'>> {
    const found: Written[] = [];
    let after = cursor === undefined ? '' : String(decodeCursor(cursor, 1)[0]);
    let isEnd = false;
    for (let batch = 0; batch < mostBatches && found.length < limit && !isEnd; batch += 1) {
      const read = await signUps.listHeld(after, batchSize);
      const known = new Map(
        (await classes.findMany(read.map(({ classId }) => classId))).map((one) => [one._id, one]),
      );
      for (const signUp of read) {
        if (found.length === limit) break;
        after = signUp._id;
        const given = known.get(signUp.classId);
        if (given && isJudge(desk, given) && signUp.familyId !== desk.familyId) found.push({ signUp, given });
      }
      isEnd = read.length < batchSize && (read.length === 0 || after === read.at(-1)?._id);
    }
    await note(
      desk,
      found.map(({ signUp }) => signUp),
    );
    const items = await Promise.all(found.map(toItem));
    return {
      items: items.flatMap((item) => item ?? []),
      nextCursor: isEnd ? null : encodeCursor([after]),
    };
  }

  /**
   * Once; its family is told what, and why its words are withheld.
   * @throws DomainError not_found (also where the words were changed since), own_family, reason_required, retry
   */
  async function decide(
    desk: OfficerDesk,
    id: string,
    { givenAt, decision, reason }: Body<'deskDecideComment'>,
  ): Promise<Reply<'deskDecideComment'>> {
    const signUp = await signUps.find(id);
    const given = signUp?.rating?.sealed ? await classes.find(signUp.classId) : null;
    if (!signUp || !given || !isJudge(desk, given)) throw new DomainError('not_found');
    if (signUp.familyId === desk.familyId) throw new DomainError('own_family');
    if (decision === 'withheld' && reason === undefined) throw new DomainError('reason_required');
    await note(desk, [signUp]);
    const seenAt = new Date(givenAt);
    const judged = await signUps.judge(id, seenAt, {
      ...{ kind: decision, at: clock.now(), by: desk.membershipId },
      ...(decision === 'withheld' && reason !== undefined && (await sealed(signUp, reason))),
    });
    const rating = judged?.signUp.rating;
    if (!judged || !rating?.decided || rating.at.getTime() !== seenAt.getTime())
      throw new DomainError('not_found');
    await news.tell(judged.signUp);
    return { id, decision: rating.decided.kind };
  }

  /** With the family's key, as the words are that it is about. @throws DomainError not_found where the family is gone */
  async function sealed({ _id, familyId }: SignUpDoc, reason: string): Promise<{ sealedReason: string }> {
    const key = await keys.find(familyId);
    if (!key) throw new DomainError('not_found');
    return { sealedReason: key.seal(reasonPlace(_id), reason) };
  }

  function note(desk: OfficerDesk, seen: readonly SignUpDoc[]): Promise<void> {
    return accessLog.note(
      desk,
      seen.map(({ familyId, childId }) => ({ familyId, childId, what: 'classComment' })),
    );
  }

  async function toItem({ signUp, given }: Written): Promise<Item | null> {
    const text = await openComment(signUp, keys);
    if (text === null || !signUp.rating) return null;
    const { stars, at } = signUp.rating;
    const { title: classTitle, organiser } = given;
    return {
      ...{ id: signUp._id, classTitle, organiserName: organiser.name, stars, text },
      givenAt: at.toISOString(),
    };
  }

  return { list, decide };
}

/** Nobody decides about words on its own class: of a district's own the level above it does, whose code begins alike. */
function isJudge({ level, districtCode }: OfficerDesk, { organiser }: ClassDoc): boolean {
  if (organiser.kind === 'centre') return level === 0 && organiser.districtCode === districtCode;
  return level > 0 && organiser.districtCode.startsWith(districtCode);
}
