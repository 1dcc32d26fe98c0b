import type { Body, Reply } from '@nearcare/shared/contract/types';
import type { DeskSession } from '../../plugins/session.js';

export type Topic = Body<'requestHomeVisit'>['topics'][number];
export type VisitTime = NonNullable<Body<'requestHomeVisit'>['times']>[number];

/** What taking away and deleting need of home visits. Each step may be repeated. */
export interface HomeVisitsOfFamily {
  listForExport(familyId: string): Promise<Reply<'exportMyData'>['homeVisits']>;
  /** Erases addresses and wishes, and cancels what is open: the consent was taken back. @throws DomainError retry */
  stopAll(familyId: string): Promise<void>;
  /** Visits to one child, or all, with their reports. */
  erase(familyId: string, childId?: string): Promise<void>;
}

/** Home visits that wait for times to be offered, the earliest deadline first. Names nobody. */
export interface HomeVisitsAtDesk {
  listWaiting(desk: DeskSession): Promise<{ id: string; askedAt: Date; answerBy: Date }[]>;
}
