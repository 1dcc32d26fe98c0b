import type { Query, Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../lib/clock.js';
import { decodeCursor, encodeCursor } from '../../lib/cursor.js';
import type { DeskSession, OfficerDesk, StaffDesk } from '../../plugins/session.js';
import type { TemporaryAtDesk } from '../bookings/bookings.public.js';
import type { Districts } from '../centres/centres.public.js';
import type { ComplaintsAtDesk, WaitingComplaint } from '../complaints/complaints.public.js';
import type { QuestionsAtDesk } from '../experts/experts.public.js';
import type { FeeReductionsAtDesk } from '../families/families.public.js';
import type { HomeVisitsAtDesk } from '../home-visits/home-visits.public.js';

type Deps = {
  districts: Districts;
  feeReductions: FeeReductionsAtDesk;
  temporary: TemporaryAtDesk;
  complaints: ComplaintsAtDesk;
  questions: QuestionsAtDesk;
  homeVisits: HomeVisitsAtDesk;
  clock: Clock;
};
type Item = Reply<'deskListInbox'>['items'][number];
type Waiting = { id: string; askedAt: Date; answerBy: Date; isUrgent?: boolean };

/** What waits for an answer, and what the district's centres tell of themselves. */
export function inboxService(deps: Deps) {
  const { districts, feeReductions, temporary, complaints, questions, homeVisits, clock } = deps;

  /** The earliest deadline first. Titles name no child and no reason: looking at those is audited. */
  async function deskListInbox(desk: DeskSession): Promise<Reply<'deskListInbox'>> {
    const items = desk.role === 'staff' ? await ofCentre(desk) : await ofDistrict(desk);
    return { items: items.sort((a, b) => a.answerBy.localeCompare(b.answerBy)) };
  }

  async function ofCentre(desk: StaffDesk): Promise<Item[]> {
    const [visits, complained, homes] = await Promise.all([
      temporary.listWaiting(desk.centreId),
      complaints.listForCentre(desk),
      homeVisits.listWaiting(desk),
    ]);
    return [
      ...visits.map((one) => toItem('temporary', '临时托', one)),
      ...toComplaints(complained),
      ...toHomeVisits(homes),
    ];
  }

  async function ofDistrict(desk: OfficerDesk): Promise<Item[]> {
    const [open, complained, asking, homes] = await Promise.all([
      feeReductions.listOpen(desk.districtCode),
      complaints.listForOfficer(desk),
      questions.listWaiting(desk),
      homeVisits.listWaiting(desk),
    ]);
    const asked = open.map(({ requestedAt: askedAt, ...one }) => ({ ...one, askedAt }));
    return [
      ...asked.map((one) => toItem('feeReduction', '减免申请', one)),
      ...toComplaints(complained),
      ...asking.map((one) => toItem('expertQuestion', '问专家', one)),
      ...toHomeVisits(homes),
    ];
  }

  const toHomeVisits = (waiting: readonly Waiting[]) =>
    waiting.map((one) => toItem('homeVisit', '入户指导', one));
  const toComplaints = (waiting: readonly WaitingComplaint[]) =>
    waiting.map(({ title, ...one }) => toItem('complaint', title, one));

  function toItem(kind: Item['kind'], title: string, waiting: Waiting): Item {
    const { id, askedAt, answerBy, isUrgent = false } = waiting;
    return {
      ...{ kind, id, title, isUrgent, askedAt: askedAt.toISOString(), answerBy: answerBy.toISOString() },
      isOverdue: answerBy <= clock.now(),
    };
  }

  async function deskListCentres(
    { districtCode }: OfficerDesk,
    { cursor, limit = 20 }: Query<'deskListCentres'>,
  ): Promise<Reply<'deskListCentres'>> {
    const after = cursor ? String(decodeCursor(cursor, 1)[0]) : null;
    const centres = await districts.listCentres(districtCode, after, limit + 1);
    const page = centres.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(({ told, ...centre }) => ({
        ...centre,
        told: told && { places: told.places, asOf: told.at.toISOString() },
      })),
      nextCursor: centres.length > limit && last ? encodeCursor([last.id]) : null,
    };
  }

  return { deskListInbox, deskListCentres };
}
