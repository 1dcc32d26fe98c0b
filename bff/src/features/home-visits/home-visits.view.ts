import type { Reply } from '@nearcare/shared/contract/types';
import type { FamilyKey } from '../../keys/family-keys.js';
import { agreedSlot, isOpen, type Offer, type Slot } from './home-visit.rules.js';
import type { HomeVisitDoc } from './home-visits.model.js';
import { openAddress, openTexts } from './texts.js';

type Visit = Reply<'getHomeVisit'>;
type DeskItem = Reply<'deskListHomeVisits'>['items'][number];
type DeskVisit = Reply<'deskGetHomeVisit'>;
type Told = Pick<
  Visit,
  'visitor' | 'wishes' | 'area' | 'offer' | 'noneFits' | 'endedBy' | 'endReason' | 'endedAt' | 'report'
>;

const toSlot = ({ id, date, from, to }: Slot): Slot => ({ id, date, from, to });

function shown(visit: HomeVisitDoc, now: Date) {
  const { _id: id, state: status, centreId, providerName, topics, times, requestedAt, answerBy } = visit;
  const slot = agreedSlot(visit);
  return {
    ...{ id, status, topics, times, requestedAt: requestedAt.toISOString() },
    provider: { kind: centreId === null ? 'district' : 'centre', centreId, name: providerName } as const,
    ...{ answerBy: answerBy?.toISOString() ?? null, isOverdue: answerBy !== null && answerBy <= now },
    slot: slot && toSlot(slot),
  };
}

function told(visit: HomeVisitDoc, key: FamilyKey, now: Date): Told {
  const { offer, endedBy, endedAt } = visit;
  const texts = openTexts(visit, key);
  return {
    visitor: texts.offer?.visitor ?? null,
    ...{ wishes: texts.said?.wishes ?? null, area: texts.said?.area ?? null },
    offer: offer && toOffer(offer, texts.offer?.text ?? null, now),
    ...{ noneFits: texts.noneFits, endedBy, endReason: texts.endReason },
    endedAt: endedAt?.toISOString() ?? null,
    report: texts.report && endedAt && { ...texts.report, at: endedAt.toISOString() },
  };
}

function toOffer({ id, slots, at }: Offer, text: string | null, now: Date): NonNullable<Told['offer']> {
  const offered = slots.map((slot) => ({ ...toSlot(slot), isOpen: slot.startsAt > now }));
  return { id, slots: offered, text, at: at.toISOString() };
}

/** As its family sees it. */
export function toVisit(visit: HomeVisitDoc, key: FamilyKey, now: Date): Visit {
  const words = told(visit, key, now);
  const canChoose = visit.state === 'offered' && words.offer?.slots.some((slot) => slot.isOpen) === true;
  return {
    ...{ ...shown(visit, now), ...words },
    ...{ childId: visit.childId, address: openAddress(visit, key) },
    may: [
      ...(canChoose ? (['choose'] as const) : []),
      ...(visit.state === 'offered' ? (['refuse'] as const) : []),
      ...(isOpen(visit) ? (['cancel'] as const) : []),
    ],
  };
}

/** Names no child and no place, so it is no look. */
export function toDeskItem(visit: HomeVisitDoc, now: Date): DeskItem {
  const slot = agreedSlot(visit);
  const isReportDue = visit.state === 'agreed' && slot !== null && slot.endsAt <= now;
  return { ...shown(visit, now), isReportDue };
}

export function toDeskVisit(
  visit: HomeVisitDoc,
  key: FamilyKey,
  child: { childNickname: string; ageMonths: number },
  now: Date,
): DeskVisit {
  const slot = agreedSlot(visit);
  const isAgreed = visit.state === 'agreed';
  return {
    ...{ ...toDeskItem(visit, now), ...told(visit, key, now), ...child },
    may: [
      ...(isOpen(visit) ? (['offer', 'end'] as const) : []),
      ...(isAgreed && slot && slot.startsAt <= now ? (['report'] as const) : []),
      ...(isAgreed ? (['seeAddress'] as const) : []),
    ],
  };
}

export function toExported(visit: HomeVisitDoc, key: FamilyKey): Reply<'exportMyData'>['homeVisits'][number] {
  const { _id: id, childId, state: status, providerName, topics, requestedAt, endedAt } = visit;
  const { said, noneFits, endReason, report } = openTexts(visit, key);
  const slot = agreedSlot(visit);
  return {
    ...{ id, childId, status, providerName, topics, requestedAt: requestedAt.toISOString() },
    ...{ slot: slot && toSlot(slot), wishes: said?.wishes ?? null, area: said?.area ?? null },
    ...{ address: openAddress(visit, key), noneFits, endReason },
    report: report && endedAt && { ...report, at: endedAt.toISOString() },
  };
}
