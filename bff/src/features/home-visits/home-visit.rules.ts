/**
 * A home visit (入户指导): asked for, times offered, one agreed, made and reported. This file is the whole of what may
 * become of one; whoever writes it does so by compare-and-set.
 */

export type Slot = { id: string; date: string; from: string; to: string };
/** Times that a desk offered. `at`: of the offer; instants bound the slots, so that nobody needs the zone to compare. */
export type Offer = {
  id: string;
  print: string;
  slots: (Slot & { startsAt: Date; endsAt: Date })[];
  /** Who comes, and a word with it. */
  sealed: string;
  at: Date;
};
export type State = 'requested' | 'offered' | 'agreed' | 'done' | 'cancelled' | 'declined';

/** What the family has to hear of, in the order in which it happened. */
export type Event = {
  what: 'offered' | 'lapsed' | 'declined' | 'cancelled' | 'done';
  at: Date;
  slot: { date: string; from: string } | null;
};

export type HomeVisit = {
  state: State;
  offer: Offer | null;
  /** Offers that were replaced or refused: asked for again, they change nothing. */
  pastOffers: string[];
  slotId: string | null;
  /** Until when times are promised; as long as they are waited for. */
  answerBy: Date | null;
  /** By what lists go: the deadline; the last time offered; the time agreed; the end. */
  dueAt: Date;
  /** Wishes and area, and the address: both go with the visit's end. */
  sealedSaid: string | null;
  sealedAddress: string | null;
  sealedNoneFits: string | null;
  endedBy: 'family' | 'desk' | null;
  sealedEndReason: string | null;
  endedAt: Date | null;
  sealedReport: string | null;
  /** Membership of who offered, ended or reported last. */
  actedBy: string | null;
  untold: Event[];
  isUntold?: true;
  /** When a visit that was made was put down in the child's yearly guidance. */
  countedAt: Date | null;
  isUncounted?: true;
};

export type Decision =
  | { kind: 'offer'; offer: Offer; by: string }
  | { kind: 'choose'; offerId: string; slotId: string; at: Date }
  | { kind: 'refuse'; offerId: string; sealedNoneFits: string | null; answerBy: Date }
  /** All times offered are over and none was picked. */
  | { kind: 'lapse'; at: Date; answerBy: Date }
  /** Nobody reported a visit whose time was this instant or earlier: what was said for it goes, the report stays due. */
  | { kind: 'forget'; before: Date }
  | { kind: 'cancel'; sealedEndReason: string | null; at: Date }
  | { kind: 'end'; sealedEndReason: string; by: string; at: Date }
  | { kind: 'report'; sealedReport: string; by: string; at: Date }
  /** The consent was taken back: nobody may come, and nobody is told what the family did itself. */
  | { kind: 'stop'; at: Date }
  | { kind: 'counted'; at: Date }
  /** Of these events, and of none that came since. */
  | { kind: 'told'; events: readonly Event[] };

export const isOpen = ({ state }: Pick<HomeVisit, 'state'>): boolean =>
  state === 'requested' || state === 'offered' || state === 'agreed';

/** Nobody else comes meanwhile. A visit that nobody reported keeps the child from no other once its address is gone. */
export const isAwaited = (visit: Pick<HomeVisit, 'state' | 'sealedAddress'>): boolean =>
  isOpen(visit) && visit.sealedAddress !== null;

/** The time agreed on. */
export function agreedSlot({
  offer,
  slotId,
}: Pick<HomeVisit, 'offer' | 'slotId'>): Offer['slots'][number] | null {
  return offer?.slots.find(({ id }) => id === slotId) ?? null;
}

/** What a visit becomes. The very same object comes back where the decision does not apply: others decided before. */
export function decide<V extends HomeVisit>(visit: V, decision: Decision): V {
  const change = changeBy(visit, decision);
  if (!change) return visit;
  const { isUntold: _told, isUncounted: _counted, ...next }: V = { ...visit, ...change };
  return {
    ...next,
    ...(next.untold.length > 0 && { isUntold: true }),
    ...(next.state === 'done' && !next.countedAt && { isUncounted: true }),
  } as V;
}

function changeBy(visit: HomeVisit, decision: Decision): Partial<HomeVisit> | null {
  switch (decision.kind) {
    case 'offer':
      return offer(visit, decision);
    case 'choose': {
      if (visit.state !== 'offered' || visit.offer?.id !== decision.offerId) return null;
      const slot = visit.offer.slots.find(({ id }) => id === decision.slotId);
      if (!slot || slot.startsAt <= decision.at) return null;
      return { state: 'agreed', slotId: slot.id, dueAt: slot.startsAt };
    }
    case 'refuse': {
      if (visit.state !== 'offered' || visit.offer?.id !== decision.offerId) return null;
      return { ...waitingAgain(visit, decision.answerBy), sealedNoneFits: decision.sealedNoneFits };
    }
    case 'lapse': {
      if (visit.state !== 'offered' || visit.dueAt > decision.at) return null;
      const event: Event = { what: 'lapsed', at: decision.at, slot: null };
      return { ...waitingAgain(visit, decision.answerBy), untold: [...visit.untold, event] };
    }
    case 'forget': {
      if (visit.state !== 'agreed' || visit.dueAt > decision.before) return null;
      return isAwaited(visit) ? nothingSaid : null;
    }
    case 'cancel': {
      if (!isOpen(visit)) return null;
      const { sealedEndReason, at } = decision;
      return { ...over(at), state: 'cancelled', endedBy: 'family', sealedEndReason };
    }
    case 'end': {
      if (!isOpen(visit)) return null;
      const { sealedEndReason, by, at } = decision;
      const state = visit.state === 'agreed' ? 'cancelled' : 'declined';
      return {
        ...{ ...over(at), state, endedBy: 'desk', sealedEndReason, actedBy: by },
        untold: [...visit.untold, { what: state, at, slot: dayOf(agreedSlot(visit)) }],
      };
    }
    case 'report': {
      const slot = agreedSlot(visit);
      if (visit.state !== 'agreed' || !slot || slot.startsAt > decision.at) return null;
      const { sealedReport, by, at } = decision;
      return {
        ...{ ...over(at), state: 'done', sealedReport, actedBy: by },
        untold: [...visit.untold, { what: 'done', at, slot: dayOf(slot) }],
      };
    }
    case 'stop': {
      const { sealedSaid, sealedAddress } = visit;
      if (isOpen(visit)) return { ...over(decision.at), state: 'cancelled', endedBy: 'family', untold: [] };
      return sealedSaid === null && sealedAddress === null ? null : nothingSaid;
    }
    case 'counted':
      return visit.isUncounted ? { countedAt: decision.at } : null;
    case 'told':
      return { untold: visit.untold.filter((event) => !decision.events.some(isThat(event))) };
  }
}

/** The first times, others, or others than those agreed on: then the family picks anew. */
function offer(visit: HomeVisit, given: Extract<Decision, { kind: 'offer' }>): Partial<HomeVisit> | null {
  const { offer: fresh, by } = given;
  if (!isAwaited(visit) || visit.offer?.id === fresh.id || visit.pastOffers.includes(fresh.id)) return null;
  const lastStart = fresh.slots.reduce((last, { startsAt }) => (startsAt > last ? startsAt : last), fresh.at);
  return {
    ...{ state: 'offered', offer: fresh, pastOffers: withPast(visit), slotId: null, answerBy: null },
    ...{ dueAt: lastStart, sealedNoneFits: null, actedBy: by },
    untold: [...visit.untold, { what: 'offered', at: fresh.at, slot: null }],
  };
}

function waitingAgain(visit: HomeVisit, answerBy: Date) {
  const pastOffers = withPast(visit);
  return { state: 'requested', offer: null, pastOffers, slotId: null, answerBy, dueAt: answerBy } as const;
}

const withPast = ({ offer, pastOffers }: HomeVisit): string[] =>
  offer ? [...pastOffers, offer.id] : pastOffers;

const nothingSaid = { sealedSaid: null, sealedAddress: null, sealedNoneFits: null };

/** What was said for the visit goes with its end. */
const over = (at: Date) => ({ ...nothingSaid, answerBy: null, endedAt: at, dueAt: at });

const dayOf = (slot: Slot | null) => slot && { date: slot.date, from: slot.from };

const isThat =
  (event: Event) =>
  (other: Event): boolean =>
    other.what === event.what && other.at.getTime() === event.at.getTime();
