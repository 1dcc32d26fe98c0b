import type { Reply } from '@nearcare/shared/contract/types';
import type { OfficerDesk } from '../../plugins/session.js';

export { poolsOf } from './pool.rules.js';

/** The pool of experts, for who names one. */
export interface KnownExperts {
  /** Those of these who are in the pool and have not left it. `districtCode`: of their pool. */
  listActive(
    ids: readonly string[],
  ): Promise<{ id: string; name: string; title: string; districtCode: string }[]>;
}

/** What taking away and deleting need of questions to experts. Each step may be repeated. */
export interface QuestionsOfFamily {
  listForExport(familyId: string): Promise<Reply<'exportMyData'>['expertQuestions']>;
  /** Questions about one child, or all, with their answers. */
  erase(familyId: string, childId?: string): Promise<void>;
}

/** Questions that wait for an answer at a desk, the earliest deadline first. Names nobody. */
export interface QuestionsAtDesk {
  listWaiting(desk: OfficerDesk): Promise<{ id: string; isUrgent: boolean; askedAt: Date; answerBy: Date }[]>;
}
