import type { Body, Query, Reply } from '@nearcare/shared/contract/types';
import { ageInMonths } from '@nearcare/shared/rules/age';
import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { localCheck } from '../../lib/content-check.js';
import { decodeCursor, encodeCursor } from '../../lib/cursor.js';
import { DomainError } from '../../lib/domain-error.js';
import { derivedId } from '../../lib/ids.js';
import { homeToday } from '../../regions/home-zone.js';
import { getRegion } from '../../regions/regions.js';
import { deadline } from '../../regions/working-days.js';
import type { ConsentCheck } from '../consents/consents.public.js';
import type { DeskHolders } from '../desk/desk.public.js';
import type { Children } from '../families/families.public.js';
import type { ExpertDoc, ExpertsModel } from './experts.model.js';
import { isSeated } from './pool.service.js';
import type { QuestionDoc, QuestionPlace, QuestionsModel } from './questions.model.js';
import { ambulanceOf, sealQuestion, toQuestion } from './questions.view.js';
import { looksUrgent } from './urgent-signs.rules.js';

export type QuestionsDeps = {
  experts: ExpertsModel;
  questions: QuestionsModel;
  families: Children;
  consents: ConsentCheck;
  deskHolders: DeskHolders;
  keys: FamilyKeys;
  clock: Clock;
};

type Question = Reply<'getExpertQuestion'>;
type Asked = Body<'askExpert'>;

/** What a family does with its questions to experts. */
export function questionsService(deps: QuestionsDeps) {
  const { experts, questions, families, consents, deskHolders, keys, clock } = deps;

  /**
   * @throws DomainError not_found (the child, the expert), consent_required, questions_not_taken, question_looks_urgent
   * (unless it says that it isn't), too_many_questions, idempotency_key_reused
   */
  async function askExpert(familyId: string, body: Asked, key: string): Promise<Question> {
    const _id = derivedId('eq', familyId, 'askExpert', key);
    const familyKey = await keys.ensure(familyId);
    const bodyPrint = familyKey.fingerprint(body);
    const repeated = (kept: QuestionDoc): Question => {
      if (kept.bodyPrint !== bodyPrint) throw new DomainError('idempotency_key_reused');
      return toQuestion(kept, familyKey, clock.now());
    };
    const before = await questions.findOfFamily(familyId, _id);
    if (before) return repeated(before);

    const [child, expert] = await Promise.all([
      families.findChild(familyId, body.childId),
      experts.findActive(body.expertId),
    ]);
    if (!child || !expert) throw new DomainError('not_found');
    const isUrgent = checkUrgency(body, expert);
    await consents.require(familyId, 'expertQuestion');
    if (!(await isSeated(deskHolders, expert.districtCode))) throw new DomainError('questions_not_taken');

    const said = { text: body.text, ageMonths: ageInMonths(child.birthOn, homeToday(clock)) };
    const inserted = await insertInFreeSlot({
      ...{ _id, familyId, childId: child.id, bodyPrint, topic: body.topic, ...ofExpert(expert) },
      sealed: sealQuestion(familyKey, _id, said),
      ...{ isUrgent, isFlagged: await localCheck.isDoubtful(body.text, null) },
      ...{ sealedAnswer: null, answeredAt: null, answeredBy: null },
    });
    // A removal that goes on at this moment erases what it sees; what came after it is erased here.
    if (!(await families.findChild(familyId, child.id))) {
      await questions.erase(familyId, child.id);
      throw new DomainError('not_found');
    }
    return repeated(inserted);
  }

  /** The number to call comes before anything else: also before the consent. @returns whether it speaks of an emergency */
  function checkUrgency({ text, isNotUrgent = false }: Asked, { regionCode }: ExpertDoc): boolean {
    const isUrgent = looksUrgent(text);
    if (isUrgent && !isNotUrgent)
      throw new DomainError('question_looks_urgent', { number: ambulanceOf(getRegion(regionCode)) });
    return isUrgent;
  }

  /** The first slot of today that is free; the question of this key if it is there by now. @throws too_many_questions */
  async function insertInFreeSlot(
    given: Omit<QuestionDoc, 'daySlot' | 'askedAt' | 'answerBy'>,
  ): Promise<QuestionDoc> {
    const region = getRegion(given.regionCode);
    const { perDay, answerWorkdays } = region.guidance.questions;
    const askedAt = clock.now();
    const answerBy = deadline(region, askedAt, { workdays: answerWorkdays }).at;
    const today = homeToday(clock);
    for (let n = 0; n < perDay; n += 1) {
      const question = { ...given, daySlot: `${given.familyId}:${today}:${n}`, askedAt, answerBy };
      if (await questions.insert(question)) return question;
      const twin = await questions.findOfFamily(given.familyId, given._id);
      if (twin) return twin;
    }
    throw new DomainError('too_many_questions', { n: perDay });
  }

  /** @throws DomainError input_invalid for a cursor that is none */
  async function listMyExpertQuestions(
    familyId: string,
    { cursor, limit = 20 }: Query<'listMyExpertQuestions'>,
  ): Promise<Reply<'listMyExpertQuestions'>> {
    const [found, key] = await Promise.all([
      questions.listOfFamily(familyId, cursor ? placeAt(cursor) : null, limit + 1),
      keys.ensure(familyId),
    ]);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map((question) => toQuestion(question, key, clock.now())),
      nextCursor: found.length > limit && last ? encodeCursor([last.askedAt.getTime(), last._id]) : null,
    };
  }

  /** @throws DomainError not_found, alike for another family's and for none */
  async function getExpertQuestion(familyId: string, id: string): Promise<Question> {
    const question = await questions.findOfFamily(familyId, id);
    if (!question) throw new DomainError('not_found');
    return toQuestion(question, await keys.ensure(familyId), clock.now());
  }

  return { askExpert, listMyExpertQuestions, getExpertQuestion };
}

export function placeAt(cursor: string): QuestionPlace {
  const [at, id] = decodeCursor(cursor, 2);
  return { at: new Date(Number(at)), id: String(id) };
}

const ofExpert = ({ _id, name, title, districtCode, regionCode }: ExpertDoc) => ({
  ...{ expertId: _id, expertName: name, expertTitle: title, districtCode, regionCode },
});
