import type { ClassChange } from './class.rules.js';

/**
 * A child's sign-up for a class: what may become of it. While somebody waits, the seat list of the class decides about
 * offers (bookings' own reducer), and the sign-up keeps a copy of what the family has to hear.
 */

/** What a family has yet to hear. `n`: the number of the class's change. */
export type SignUpNews =
  | { kind: 'offered'; until: Date; at: Date }
  | { kind: 'withdrawn' | 'expired'; at: Date }
  | { kind: ClassChange['kind']; n: number; at: Date }
  | { kind: 'reminder'; startsAt: Date; at: Date }
  /** Signing up is over, and no seat came free. */
  | { kind: 'missed'; at: Date }
  /** `isOn`: its host began already. */
  | { kind: 'live'; startsAt: Date; isOn: boolean; at: Date }
  | { kind: 'replay'; classId: string; at: Date }
  /** What a desk decided about its words on the class, at that moment. */
  | { kind: 'comment'; at: Date };

export type SignUpState =
  /** Its writer is at work on it: nobody was told that it holds. */
  | 'pending'
  /** A seat, or of a class without limit its place. */
  | 'confirmed'
  | 'waiting'
  | 'attended'
  | 'absent'
  /** By the family. */
  | 'cancelled'
  | 'declined'
  | 'expired'
  /** The class was cancelled. */
  | 'closed'
  /** Waited until it began. */
  | 'over'
  /** Came to nothing before anybody was told. */
  | 'abandoned';

/** What was noted at the door of one session. `on`: its civil day. */
export type SessionMark = { startsAt: Date; mark: 'attended' | 'absent'; at: Date; on: string };

export type SignUp = {
  state: SignUpState;
  /** From 1; rises when one that came to nothing is tried again, so that no seat id is used twice. */
  attempt: number;
  /** Of the queue item that was copied last; 0 for none. */
  ver: number;
  /** Of the offer that stands, as it was copied. */
  offeredUntil: Date | null;
  /** How many of the class's changes the family was told, or knew when it signed up. */
  knownChanges: number;
  /** The begin that the family was reminded of. */
  remindedOf: Date | null;
  /** The begin of the live session that the family was called to. */
  calledTo?: Date;
  /** The family was told of the replay. */
  knowsReplay?: true;
  /** By session, in the order in which they were noted; the state sums them up. */
  marks?: SessionMark[];
  /** The first time. */
  attendedAt: Date | null;
  /** Civil day of that, where the class is. */
  attendedOn: string | null;
  /** Attended, and not yet put down in the child's yearly guidance. */
  isUncounted?: true;
  endedAt: Date | null;
  /** Ended, and its seat or its place in line is not known to be given back yet. */
  isUngiven?: true;
  untold: SignUpNews[];
  isUntold?: true;
};

/** What the seat list says of one that waits. */
export type Heard = { state: string; ver: number; offeredUntil?: Date | undefined; changedAt: Date };

export type Decision =
  /** Of that attempt alone: who slept meanwhile decides about none that came later. */
  | { kind: 'confirm' | 'wait' | 'abandon' | 'accept'; attempt: number }
  | { kind: 'reopen'; knownChanges: number }
  | { kind: 'cancel' | 'decline' | 'runOver'; at: Date }
  | { kind: 'counted' }
  /** What that attempt had went back. */
  | { kind: 'given'; attempt: number }
  | { kind: 'hear'; attempt: number; item: Heard }
  | { kind: 'change'; change: ClassChange['kind']; n: number; at: Date }
  | { kind: 'attend'; session: Date; at: Date; on: string }
  /** Live or recorded: whoever saw it puts it down in the yearly guidance itself. */
  | { kind: 'learn'; at: Date; on: string }
  /** `of`: the begins of all sessions of the class. */
  | { kind: 'miss'; session: Date; of: readonly Date[]; at: Date; on: string }
  | { kind: 'remind'; startsAt: Date; at: Date }
  | { kind: 'call'; startsAt: Date; isOn: boolean; at: Date }
  | { kind: 'replayOut'; classId: string; at: Date }
  | { kind: 'told'; news: readonly SignUpNews[] };

/** It has a seat or stands in line, or had its seat to the end. */
export function isStanding({ state }: Pick<SignUp, 'state'>): boolean {
  return ['pending', 'confirmed', 'waiting', 'attended', 'absent'].includes(state);
}

/** Its claim is alive: `pending` may be about to have one. */
export function isHolding({ state }: Pick<SignUp, 'state'>): boolean {
  return isStanding({ state }) && state !== 'waiting';
}

/** It has a seat, or had it to the end; `pending` has none that anybody was told of. */
export function isSeated({ state }: Pick<SignUp, 'state'>): boolean {
  return isHolding({ state }) && state !== 'pending';
}

/** What a sign-up becomes. The very same object comes back where that can't be, or is so already. */
export function decide<S extends SignUp>(signUp: S, decision: Decision): S {
  const { state } = signUp;
  switch (decision.kind) {
    case 'confirm':
    case 'wait':
    case 'abandon':
    case 'accept':
      return decision.attempt === signUp.attempt ? turn(signUp, decision.kind) : signUp;
    case 'reopen':
      // What the earlier attempt had goes back first: the mark names one attempt.
      return state === 'abandoned' && !signUp.isUngiven ? reopened(signUp, decision) : signUp;
    case 'cancel':
      return state === 'confirmed' || state === 'waiting' || state === 'pending'
        ? ended(signUp, 'cancelled', decision.at)
        : signUp;
    case 'decline':
      return state === 'waiting' ? ended(signUp, 'declined', decision.at) : signUp;
    case 'runOver':
      return state === 'waiting'
        ? told(ended(signUp, 'over', decision.at), { kind: 'missed', at: decision.at })
        : signUp;
    case 'hear':
      return decision.attempt === signUp.attempt ? hear(signUp, decision.item) : signUp;
    case 'change':
      return change(signUp, decision);
    case 'attend':
      return attend(signUp, decision);
    case 'learn':
      return state === 'confirmed'
        ? { ...signUp, state: 'attended', attendedAt: decision.at, attendedOn: decision.on }
        : signUp;
    case 'miss':
      return miss(signUp, decision);
    case 'counted': {
      const { isUncounted, ...counted } = signUp;
      return isUncounted ? (counted as S) : signUp;
    }
    case 'given': {
      const { isUngiven, ...given } = signUp;
      return isUngiven && decision.attempt === signUp.attempt ? (given as S) : signUp;
    }
    case 'remind':
      return isSeated(signUp) && signUp.remindedOf?.getTime() !== decision.startsAt.getTime()
        ? told({ ...signUp, remindedOf: decision.startsAt }, { ...decision, kind: 'reminder' })
        : signUp;
    case 'call': {
      const { startsAt, isOn, at } = decision;
      return isSeated(signUp) && signUp.calledTo?.getTime() !== startsAt.getTime()
        ? told({ ...signUp, calledTo: startsAt }, { kind: 'live', startsAt, isOn, at })
        : signUp;
    }
    case 'replayOut':
      return isSeated(signUp) && !signUp.knowsReplay
        ? told({ ...signUp, knowsReplay: true }, { ...decision, kind: 'replay' })
        : signUp;
    case 'told':
      return forget(signUp, decision.news);
  }
}

/** What was noted of that session. One that was noted as a whole, before sessions were told apart, stands for each. */
export function markOf(
  { state, marks }: Pick<SignUp, 'state' | 'marks'>,
  session: Date,
): SessionMark['mark'] | null {
  if (!marks) return state === 'attended' || state === 'absent' ? state : null;
  return marks.find(({ startsAt }) => startsAt.getTime() === session.getTime())?.mark ?? null;
}

/** Having been there once counts, and is counted once. */
function attend<S extends SignUp>(signUp: S, { session, at, on }: Extract<Decision, { kind: 'attend' }>): S {
  if (!isSeated(signUp) || markOf(signUp, session) === 'attended') return signUp;
  const marked = withMark(signUp, { startsAt: session, mark: 'attended', at, on });
  if (signUp.state === 'attended') return marked;
  return { ...marked, state: 'attended', attendedAt: at, attendedOn: on, isUncounted: true };
}

/** Who was at none of the sessions was absent. */
function miss<S extends SignUp>(signUp: S, { session, of, at, on }: Extract<Decision, { kind: 'miss' }>): S {
  if (!isSeated(signUp) || markOf(signUp, session) !== null) return signUp;
  const marked = withMark(signUp, { startsAt: session, mark: 'absent', at, on });
  return of.every((one) => markOf(marked, one) === 'absent') ? { ...marked, state: 'absent' } : marked;
}

function withMark<S extends SignUp>(signUp: S, mark: SessionMark): S {
  const others = (signUp.marks ?? []).filter(
    ({ startsAt }) => startsAt.getTime() !== mark.startsAt.getTime(),
  );
  return { ...signUp, marks: [...others, mark] };
}

function turn<S extends SignUp>(signUp: S, kind: 'confirm' | 'wait' | 'abandon' | 'accept'): S {
  if (signUp.state !== (kind === 'accept' ? 'waiting' : 'pending')) return signUp;
  if (kind === 'abandon') return ended(signUp, 'abandoned', null);
  if (kind === 'wait') return { ...signUp, state: 'waiting' };
  return { ...unoffered(signUp), state: 'confirmed' };
}

function reopened<S extends SignUp>(signUp: S, { knownChanges }: Extract<Decision, { kind: 'reopen' }>): S {
  const fresh = { ver: 0, offeredUntil: null, endedAt: null, knownChanges };
  return { ...signUp, ...fresh, state: 'pending', attempt: signUp.attempt + 1 };
}

/** Copies what the seat list decided; an older item than the copied one says nothing. */
function hear<S extends SignUp>(signUp: S, { state, ver, offeredUntil, changedAt: at }: Heard): S {
  if (signUp.state !== 'waiting' || ver <= signUp.ver) return signUp;
  const heard = { ...signUp, ver };
  if (state === 'offered' && offeredUntil) {
    // The same offer again is no second news.
    if (signUp.offeredUntil?.getTime() === offeredUntil.getTime()) return heard;
    return told({ ...heard, offeredUntil }, { kind: 'offered', until: offeredUntil, at });
  }
  if (state === 'waiting' && signUp.offeredUntil)
    return told({ ...heard, offeredUntil: null }, { kind: 'withdrawn', at });
  // By the family itself: the write that says so here is missing, and it has nothing to hear.
  if (state === 'declined') return ended(heard, 'declined', at);
  if (state === 'expired') return told(ended(heard, 'expired', at), { kind: 'expired', at });
  return heard;
}

/** A change of the class, once: nobody is told of one that stood when the family signed up. */
function change<S extends SignUp>(
  signUp: S,
  { change: kind, n, at }: Extract<Decision, { kind: 'change' }>,
): S {
  if (!isStanding(signUp) || n <= signUp.knownChanges) return signUp;
  if (kind !== 'cancelled') return told({ ...signUp, knownChanges: n }, { kind, n, at });
  // Whoever is still writing it gets the answer that the class was cancelled.
  if (signUp.state === 'pending') return ended({ ...signUp, knownChanges: n }, 'abandoned', null);
  const isPast = signUp.state === 'attended' || signUp.state === 'absent';
  const closed = isPast ? signUp : ended(signUp, 'closed', at);
  return told({ ...closed, knownChanges: n }, { kind, n, at });
}

/** The same with news that its family has yet to hear. */
export function told<S extends SignUp>(signUp: S, news: SignUpNews): S {
  return { ...signUp, untold: [...signUp.untold, news], isUntold: true };
}

/** Of one that ended only how it ended is still news; what it had is still to go back. */
function ended<S extends SignUp>(signUp: S, state: SignUpState, at: Date | null): S {
  const { isUntold: _, ...kept } = signUp;
  return { ...kept, state, offeredUntil: null, endedAt: at, isUngiven: true, untold: [] } as unknown as S;
}

function unoffered<S extends SignUp>(signUp: S): S {
  return forget(
    { ...signUp, offeredUntil: null },
    signUp.untold.filter(({ kind }) => kind === 'offered'),
  );
}

function forget<S extends SignUp>(signUp: S, news: readonly SignUpNews[]): S {
  const gone = new Set(news.map(keyOf));
  const untold = signUp.untold.filter((one) => !gone.has(keyOf(one)));
  if (untold.length === signUp.untold.length) return signUp;
  const { isUntold: _, ...kept } = signUp;
  return { ...kept, untold, ...(untold.length > 0 && { isUntold: true }) } as unknown as S;
}

const keyOf = (news: SignUpNews): string => JSON.stringify(news);
