import type { Reply } from '@nearcare/shared/contract/types';
import type { FamilyKey } from '../../keys/family-keys.js';
import type { Region } from '../../regions/region.js';
import { getRegion } from '../../regions/regions.js';
import type { QuestionDoc } from './questions.model.js';

type Question = Reply<'getExpertQuestion'>;
type DeskItem = Reply<'deskListExpertQuestions'>['items'][number];
type Answered = Question['answer'];

/** What a family said in a question. */
export type Said = { text: string; ageMonths: number };
export type GivenAnswer = { kind: 'answered' | 'referred'; text: string };

/** The number that somebody in an emergency calls in this region. */
export function ambulanceOf({ emergencyNumbers }: Region): string {
  const byKind = (kind: 'ambulance' | 'any') => emergencyNumbers.find((one) => one.kind === kind)?.number;
  return byKind('ambulance') ?? byKind('any') ?? '112';
}

/** Shown beside every question and answer: an expert on the phone of a parent makes no diagnosis. */
export function notMedicalOf(region: Region): string {
  return `专家给的是育儿建议，不是诊断，不能代替看医生。孩子不舒服请就医，急症打 ${ambulanceOf(region)}。`;
}

const saidPlace = (id: string): string => `expertQuestions/${id}`;
const answerPlace = (id: string): string => `expertQuestions/${id}/answer`;

export const sealQuestion = (key: FamilyKey, id: string, said: Said): string =>
  key.seal(saidPlace(id), JSON.stringify(said));
export const sealAnswer = (key: FamilyKey, id: string, answer: GivenAnswer): string =>
  key.seal(answerPlace(id), JSON.stringify(answer));

export function openQuestion({ _id, sealed }: QuestionDoc, key: FamilyKey): Said {
  return JSON.parse(key.open(saidPlace(_id), sealed)) as Said;
}

export function openAnswer({ _id, sealedAnswer, answeredAt }: QuestionDoc, key: FamilyKey): Answered {
  if (sealedAnswer === null || !answeredAt) return null;
  const { kind, text } = JSON.parse(key.open(answerPlace(_id), sealedAnswer)) as GivenAnswer;
  return { kind, text, at: answeredAt.toISOString() };
}

function asked(question: QuestionDoc, now: Date) {
  const { _id: id, expertId, expertName, expertTitle, topic, askedAt, answerBy, answeredAt } = question;
  return {
    ...{ id, expert: { id: expertId, name: expertName, title: expertTitle }, topic },
    ...{ askedAt: askedAt.toISOString(), answerBy: answerBy.toISOString() },
    isOverdue: !answeredAt && answerBy <= now,
  };
}

/** As its family sees it. */
export function toQuestion(question: QuestionDoc, key: FamilyKey, now: Date): Question {
  return {
    ...asked(question, now),
    childId: question.childId,
    text: openQuestion(question, key).text,
    answer: openAnswer(question, key),
    notMedical: notMedicalOf(getRegion(question.regionCode)),
  };
}

/** Names no child and opens no text, so it is no look. */
export function toDeskItem(question: QuestionDoc, now: Date): DeskItem {
  const { isUrgent, isFlagged, answeredAt } = question;
  return { ...asked(question, now), isUrgent, isFlagged, isAnswered: answeredAt !== null };
}

export function toDeskQuestion(
  question: QuestionDoc,
  key: FamilyKey,
  now: Date,
): Reply<'deskGetExpertQuestion'> {
  return {
    ...toDeskItem(question, now),
    ...openQuestion(question, key),
    answer: openAnswer(question, key),
    notMedical: notMedicalOf(getRegion(question.regionCode)),
  };
}
