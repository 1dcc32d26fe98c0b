import type { Body, Reply } from '@nearcare/shared/contract/types';
import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import type { ContentCheck } from '../../lib/content-check.js';
import { DomainError } from '../../lib/domain-error.js';
import { derivedId } from '../../lib/ids.js';
import type { Session } from '../../plugins/session.js';
import type { Guardians } from '../auth/auth.public.js';
import type { Classes } from '../classes/classes.public.js';
import type { LiveModel, QuestionDoc } from './live.model.js';
import { aliasName } from './live.rules.js';
import { type LiveLog, placeOf } from './live-log.js';
import type { RoomLines } from './room-lines.js';
import { liveRulesOf, type Rooms } from './rooms.js';
import type { Viewers } from './viewers.js';
import type { Watching } from './watching.service.js';

export type AskingDeps = {
  model: LiveModel;
  rooms: Rooms;
  viewers: Viewers;
  lines: RoomLines;
  log: LiveLog;
  watching: Watching;
  classes: Classes;
  guardians: Pick<Guardians, 'findAddress'>;
  content: ContentCheck;
  keys: FamilyKeys;
  clock: Clock;
};
type Who = Pick<Session, 'familyId' | 'guardianId'>;

/** Asking the host of a live room. */
export function askingService(deps: AskingDeps) {
  const { model, rooms, viewers, lines, log, watching, classes, guardians, content, keys, clock } = deps;

  /**
   * Kept before it is answered for; what the content check doubts waits for the host.
   * @throws DomainError not_found, class_cancelled, sign_up_first, live_not_on, live_muted, live_questions_too_fast,
   * idempotency_key_reused, retry
   */
  async function postLiveQuestion(
    who: Who,
    classId: string,
    { text }: Body<'postLiveQuestion'>,
    key: string,
  ): Promise<Reply<'postLiveQuestion'>> {
    const { familyId } = who;
    const known = await watching.requireClass(classId);
    const familyKey = await keys.ensure(familyId);
    const _id = derivedId('lq', familyId, classId, key);
    const print = familyKey.fingerprint(text);
    const before = await model.questions.find(_id);
    if (before) return repeated(before, print);

    if (!(await classes.isSignedUp(familyId, classId))) throw new DomainError('sign_up_first');
    if ((await rooms.find(classId)).state !== 'live') throw new DomainError('live_not_on');
    const askedAt = clock.now();
    const alias = await viewers.takeQuestion(
      { classId, familyId },
      { id: _id, at: askedAt },
      liveRulesOf(known),
    );
    const isDoubtful = await content.isDoubtful(text, await openidOf(who));
    const question: QuestionDoc = {
      ...{ _id, rev: 1, classId, familyId, alias, askedAt, print, turn: 1, sealedAnswer: null },
      sealed: familyKey.seal(placeOf(_id, 'text'), text),
      ...(isDoubtful ? { state: 'held', owed: null } : { state: 'shown', ...owing(_id, askedAt) }),
    };
    if (!(await model.questions.write(question))) {
      const others = await model.questions.find(_id);
      if (others) return repeated(others, print);
      throw new DomainError('retry');
    }
    return toQuestion(await lines.ofQuestion(question));
  }

  async function repeated(question: QuestionDoc, print: string): Promise<Reply<'postLiveQuestion'>> {
    if (question.print !== print) throw new DomainError('idempotency_key_reused');
    return toQuestion(await lines.ofQuestion(question));
  }

  /** As its own family sees it, held or hidden too. */
  async function toQuestion(question: QuestionDoc): Promise<Reply<'postLiveQuestion'>> {
    const { _id: id, state, alias, askedAt } = question;
    const words = await log.openWords(question);
    return {
      ...{ id, state, by: aliasName(alias), askedAt: askedAt.toISOString() },
      ...{ text: words?.text ?? null, answer: words?.answer ?? null },
    };
  }

  async function openidOf({ familyId, guardianId }: Who): Promise<string | null> {
    return (await guardians.findAddress(familyId, guardianId))?.openid ?? null;
  }

  return { postLiveQuestion };
}

function owing(id: string, at: Date): Pick<QuestionDoc, 'owed' | 'isOwing'> {
  return { owed: { mark: `asked/${id}/1`, kind: 'asked', at }, isOwing: true };
}
