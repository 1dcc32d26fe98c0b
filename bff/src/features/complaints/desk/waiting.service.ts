import type { FamilyKeys } from '../../../keys/family-keys.js';
import type { Clock } from '../../../lib/clock.js';
import type { OfficerDesk } from '../../../plugins/session.js';
import { getRegion } from '../../../regions/regions.js';
import type { ComplaintDoc, ComplaintsModel, Filter } from '../complaints.model.js';
import type { ComplaintsAtDesk, WaitingComplaint } from '../complaints.public.js';
import type { HandledHere } from '../handled-here.js';
import { categoryRule } from '../routing.rules.js';
import { isAbout, isOfOwnFamily, scopeOf } from './officer-scope.js';
import { queuePage } from './queue.js';
import { keyForStaff } from './reported.js';

type Deps = { complaints: ComplaintsModel; handled: HandledHere; keys: FamilyKeys; clock: Clock };

/** A deadline so near is on today's or tomorrow's list of whoever has it. */
const soonMs = 86_400_000;
/** Of each group, so that none hides another: what is late for long must not bury a new report of harm. */
const mostOfGroup = 20;
const byUrgency: readonly Filter[] = [
  { level: 'urgent', isUnaccepted: true },
  { level: 'urgent', isUnaccepted: false },
  { level: 'normal' },
];

/** What of the complaints is to be done at a desk now. Names nobody and opens no text, so it is no look at one. */
export function complaintsWaiting({ complaints, handled, keys, clock }: Deps): ComplaintsAtDesk {
  async function listGroups(
    groups: readonly Filter[],
    desk: 'officer' | 'centre',
    isForIt: (doc: ComplaintDoc) => Promise<boolean>,
  ): Promise<WaitingComplaint[]> {
    const now = clock.now();
    const waitingFor = { desk, now, soon: new Date(now.getTime() + soonMs) };
    const pages = await Promise.all(
      groups.map((group) =>
        queuePage(complaints, { ...group, isOpen: true, waitingFor }, { limit: mostOfGroup }, isForIt),
      ),
    );
    return pages.flatMap(({ docs }) => docs).map(toWaiting);
  }

  /** Whether it may do something about it, or is shown it because those below don't. */
  async function isForOfficer(desk: OfficerDesk, doc: ComplaintDoc): Promise<boolean> {
    const key = await keys.find(doc._id);
    if (!key || isAbout(desk, doc, key) || isOfOwnFamily(desk, doc, key)) return false;
    return desk.level > doc.handlerLevel ? doc.isOverdue : handled.isForLevel(desk.level, doc, key);
  }

  return {
    async listForOfficer(desk) {
      const scope = scopeOf(desk);
      const own = byUrgency.map((group) => ({ ...scope, ...group, handlerLevel: { $gte: desk.level } }));
      const below = desk.level === 0 ? [] : [{ ...scope, handlerLevel: { $lt: desk.level } }];
      return listGroups([...own, ...below], 'officer', (doc) => isForOfficer(desk, doc));
    },
    async listForCentre(desk) {
      const own = byUrgency.map((group) => ({ ...group, forCentreId: desk.centreId }));
      return listGroups(own, 'centre', async (doc) => (await keyForStaff(keys, desk, doc)) !== null);
    },
  };
}

function toWaiting({ _id: id, regionCode, category, level, filedAt, dueAt }: ComplaintDoc): WaitingComplaint {
  const title = `投诉 ${categoryRule(getRegion(regionCode).complaints, category).label}`;
  return { id, title, isUrgent: level === 'urgent', askedAt: filedAt, answerBy: dueAt };
}
