import type { Body, Query, Reply } from '@nearcare/shared/contract/types';
import type { FamilyKey, FamilyKeys } from '../../../keys/family-keys.js';
import type { Clock } from '../../../lib/clock.js';
import { encodeCursor } from '../../../lib/cursor.js';
import { DomainError } from '../../../lib/domain-error.js';
import type { OfficerDesk } from '../../../plugins/session.js';
import type { AccessLog } from '../../desk/desk.public.js';
import type { QuestionsAtDesk } from '../experts.public.js';
import type { QuestionNews } from '../question-news.js';
import type { QuestionDoc, QuestionsModel } from '../questions.model.js';
import { placeAt } from '../questions.service.js';
import { openAnswer, sealAnswer, toDeskItem, toDeskQuestion } from '../questions.view.js';

export type QuestionsAtDeskDeps = {
  questions: QuestionsModel;
  keys: FamilyKeys;
  accessLog: AccessLog;
  news: QuestionNews;
  clock: Clock;
};

type Shown = Reply<'deskGetExpertQuestion'>;
type Opened = { question: QuestionDoc; key: FamilyKey };

/** What officers do with the questions to the experts of their own district; others are not there for them. */
export function questionsAtDesk({ questions, keys, accessLog, news, clock }: QuestionsAtDeskDeps) {
  /** @throws DomainError input_invalid for a cursor that is none */
  async function deskListExpertQuestions(
    { districtCode }: OfficerDesk,
    { group = 'open', cursor, limit = 20 }: Query<'deskListExpertQuestions'>,
  ): Promise<Reply<'deskListExpertQuestions'>> {
    const list = group === 'open' ? questions.listOpen : questions.listEnded;
    const found = await list(districtCode, cursor ? placeAt(cursor) : null, limit + 1);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const endsAt = last && (group === 'open' ? last.answerBy : (last.answeredAt ?? last.answerBy));
    return {
      items: page.map((question) => toDeskItem(question, clock.now())),
      nextCursor: found.length > limit && last && endsAt ? encodeCursor([endsAt.getTime(), last._id]) : null,
    };
  }

  /** @throws DomainError not_found, own_family */
  async function deskGetExpertQuestion(desk: OfficerDesk, id: string): Promise<Shown> {
    const { question, key } = await open(desk, id);
    await note(desk, question);
    return toDeskQuestion(question, key, clock.now());
  }

  /**
   * Answers once, and tells the family. The same answer of the same officer again gets the same reply, for that may have
   * been lost.
   * @throws DomainError not_found, own_family, already_decided
   */
  async function deskAnswerExpertQuestion(
    desk: OfficerDesk,
    id: string,
    { kind, text }: Body<'deskAnswerExpertQuestion'>,
  ): Promise<Shown> {
    const { question, key } = await open(desk, id);
    // On record before it is done: by now hardly anything can refuse it any more.
    await note(desk, question);
    const answered = await questions.answer(id, {
      sealedAnswer: sealAnswer(key, id, { kind, text }),
      ...{ answeredAt: clock.now(), answeredBy: desk.membershipId },
    });
    if (!answered) throw new DomainError('not_found');
    const given = openAnswer(answered, key);
    const isMine = answered.answeredBy === desk.membershipId && given?.kind === kind && given.text === text;
    if (!isMine) throw new DomainError('already_decided');
    await news.tell(answered);
    return toDeskQuestion(answered, key, clock.now());
  }

  async function open(desk: OfficerDesk, id: string): Promise<Opened> {
    const question = await questions.findInDistrict(desk.districtCode, id);
    const key = question && (await keys.find(question.familyId));
    if (!question || !key) throw new DomainError('not_found');
    if (question.familyId === desk.familyId) throw new DomainError('own_family');
    return { question, key };
  }

  const note = (desk: OfficerDesk, { familyId, childId }: QuestionDoc): Promise<void> =>
    accessLog.note(desk, [{ familyId, childId, what: 'expertQuestion' }]);

  return { deskListExpertQuestions, deskGetExpertQuestion, deskAnswerExpertQuestion };
}

const mostListed = 20;

/** What waits for the officers of a district, without anything of whom it is about. */
export function questionsWaiting({ questions }: { questions: QuestionsModel }): QuestionsAtDesk {
  return {
    async listWaiting({ districtCode, familyId: own }) {
      const open = await questions.listOpen(districtCode, null, mostListed);
      return open
        .filter(({ familyId }) => familyId !== own)
        .map(({ _id: id, isUrgent, askedAt, answerBy }) => ({ id, isUrgent, askedAt, answerBy }));
    },
  };
}
