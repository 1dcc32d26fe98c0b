import type { Reply } from '@nearcare/shared/contract/types';
import { makeQuestion, makeVisit } from './guidance-factories';

type DeskQuestion = Reply<'deskGetExpertQuestion'>;
type DeskVisit = Reply<'deskGetHomeVisit'>;
type CoverageYear = Reply<'deskGetGuidanceCoverage'>['years'][number];

/** The question of makeQuestion as the desk reads it: an age, and no child. */
export function makeDeskQuestion(over: Partial<DeskQuestion> = {}): DeskQuestion {
  const { childId: _, ...asked } = makeQuestion();
  return { ...asked, isUrgent: false, isFlagged: false, isAnswered: false, ageMonths: 19, ...over };
}

/** The same in a list, where it has no text either. */
export function makeDeskQuestionItem(
  over: Partial<Reply<'deskListExpertQuestions'>['items'][number]> = {},
): Reply<'deskListExpertQuestions'>['items'][number] {
  const { ageMonths: _, text: _text, answer: _answer, notMedical: _note, ...item } = makeDeskQuestion();
  return { ...item, ...over };
}

/** The visit of makeVisit at the desk: nothing offered yet. */
export function makeDeskVisit(over: Partial<DeskVisit> = {}): DeskVisit {
  const { childId: _, address: _address, ...shown } = makeVisit();
  return {
    ...shown,
    isReportDue: false,
    childNickname: '小满',
    ageMonths: 19,
    may: ['offer', 'end'],
    ...over,
  };
}

export function makeDeskVisitItem(
  over: Partial<Reply<'deskListHomeVisits'>['items'][number]> = {},
): Reply<'deskListHomeVisits'>['items'][number] {
  const { id, status, provider, topics, times, requestedAt } = makeDeskVisit();
  return {
    ...{ id, status, provider, topics, times, requestedAt },
    ...{ answerBy: '2026-12-01T16:00:00.000Z', isOverdue: false, isReportDue: false, slot: null },
    ...over,
  };
}

/** 2026 so far, at a district: 60 of 240 families, 39 of 78 newborns. */
export function makeCoverageYear(over: Partial<CoverageYear> = {}): CoverageYear {
  return {
    ...{ year: 2026, source: { name: '统计年报', asOf: '2026-11-01' }, until: '2026-11-24' },
    ...{ isOver: false, isDemo: false, unplaced: 7 },
    families: { total: 240, reached: 60, percent: 25 },
    newborns: { total: 78, reached: 39, percent: 50 },
    ...over,
  };
}
