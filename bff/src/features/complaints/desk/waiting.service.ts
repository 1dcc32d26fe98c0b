import type { FamilyKeys } from '../../../keys/family-keys.js';
import type { Clock } from '../../../lib/clock.js';
import { getRegion } from '../../../regions/regions.js';
import type { ComplaintDoc, ComplaintsModel } from '../complaints.model.js';
import type { ComplaintsAtDesk, WaitingComplaint } from '../complaints.public.js';
import { categoryRule } from '../routing.rules.js';
import { scopeOf } from './officer-scope.js';
import { keyForStaff, mayKnowOf } from './reported.js';

type Deps = { complaints: ComplaintsModel; keys: FamilyKeys; clock: Clock };

/** A deadline so near is on today's or tomorrow's list of whoever has it. */
const soonMs = 86_400_000;
const mostListed = 20;

/** What of the complaints is to be done at a desk now. Names nobody and opens no text, so it is no look at one. */
export function complaintsWaiting({ complaints, keys, clock }: Deps): ComplaintsAtDesk {
  const until = () => ({ now: clock.now(), soon: new Date(clock.now().getTime() + soonMs) });
  return {
    async listForOfficer(desk) {
      const docs = await complaints.listWaitingWithin(scopeOf(desk), until(), mostListed);
      const seen = await Promise.all(
        docs.map(async (doc) => ((await mayKnowOf(keys, desk, doc)) ? [toWaiting(doc)] : [])),
      );
      return seen.flat();
    },
    async listForCentre(desk) {
      const docs = await complaints.listWaitingAtCentre(desk.centreId, until(), mostListed);
      const seen = await Promise.all(
        docs.map(async (doc) => ((await keyForStaff(keys, desk, doc)) ? [toWaiting(doc)] : [])),
      );
      return seen.flat();
    },
  };
}

function toWaiting({ _id: id, regionCode, category, level, filedAt, dueAt }: ComplaintDoc): WaitingComplaint {
  const title = `投诉 ${categoryRule(getRegion(regionCode).complaints, category).label}`;
  return { id, title, isUrgent: level === 'urgent', askedAt: filedAt, answerBy: dueAt };
}
