import type { ComplaintBody } from '../../regions/complaint-rules.js';

/**
 * A complaint (投诉举报) is a growing list of events; nobody edits or removes one, and what it is by now is derived from
 * them. This file is the whole of who may add which event when. See docs/complaints.md.
 */

/** `author`: who filed it, named or not. `service`: the clocks. */
export type Role = 'author' | 'officer' | 'centre' | 'service';

/** Who looks after it. `level` 0 is the district, each escalation goes one higher. */
export type Handler = { body: ComplaintBody; level: number };

export type EventKind =
  | 'filed'
  | 'accepted'
  | 'refused'
  | 'assigned'
  | 'extended'
  | 'replied'
  | 'noted'
  | 'handedOver'
  | 'joined'
  | 'parted'
  | 'closed'
  | 'added'
  | 'withdrawn'
  | 'rated'
  | 'reopened'
  | 'escalated'
  | 'takenOver'
  | 'reminded'
  | 'overdue';

export type ClockName = 'accept' | 'reply' | 'finish';

/** How it ended for who filed it, as the handler says. */
export type Result = 'solved' | 'partlySolved' | 'notConfirmed' | 'handedOver';

export type ComplaintEvent = { at: Date; by: Role } & (
  | { kind: 'filed'; handler: Handler }
  | { kind: 'accepted' | 'replied' | 'added' | 'withdrawn' | 'reopened' }
  /** For the desk alone: a member of its own, or its type could not be told from the others. */
  | { kind: 'noted' }
  /** `nextBody`: where it may go instead, so that no refusal is a dead end. */
  | { kind: 'refused'; nextBody: ComplaintBody }
  | { kind: 'assigned'; body: ComplaintBody }
  | { kind: 'extended'; until: Date }
  /** To the police, 12345 or another body outside. */
  | { kind: 'handedOver'; body: ComplaintBody }
  /** Somebody complained of the same: from here on it hears what is said and decided of that one. */
  | { kind: 'joined'; leadId: string }
  /** That one ended otherwise than by being dealt with: this one goes on by itself. */
  | { kind: 'parted' }
  | { kind: 'closed'; result: Result }
  | { kind: 'rated'; score: 1 | 2 | 3 | 4 | 5 }
  | { kind: 'escalated'; handler: Handler }
  /** A level above has it from now on, without its author asking: it was late again and again. */
  | { kind: 'takenOver'; handler: Handler }
  | { kind: 'reminded' | 'overdue'; clock: ClockName }
);

export type State = 'submitted' | 'accepted' | 'assigned' | 'replied' | 'closed' | 'refused' | 'withdrawn';

/** What the events come to. */
export type Life = {
  state: State;
  handler: Handler;
  /** 1; 2 once it was reopened. An escalation begins the first round at the next level. */
  round: 1 | 2;
  /** When the clocks began: filed, reopened or escalated last. */
  roundFrom: Date;
  acceptedAt: Date | null;
  repliedAt: Date | null;
  /** Since when nothing is awaited of a handler: closed, refused or withdrawn. */
  endedAt: Date | null;
  extendedUntil: Date | null;
  extendedAt: Date | null;
  /** When it was last said that the end is late. */
  lateSaidAt: Date | null;
  isRated: boolean;
  /** The complaint that this one was joined to; null again once its author says that it isn't solved. */
  leadId: string | null;
  /** Clocks of this round about which the handler was reminded, and which ran out; `finish` each time it is said. */
  reminded: readonly ClockName[];
  overdue: readonly ClockName[];
};

type Rule = { by: readonly Role[]; in: readonly State[]; to?: State; unless?: (life: Life) => boolean };

const open: readonly State[] = ['submitted', 'accepted', 'assigned', 'replied'];
const underWay: readonly State[] = ['accepted', 'assigned', 'replied'];
const notWithdrawn: readonly State[] = [...open, 'closed', 'refused'];

/** The one table of moves (service rules of the pilot; the states are the design's). */
export const moves: Readonly<Record<Exclude<EventKind, 'filed'>, Rule>> = {
  accepted: { by: ['officer', 'centre'], in: ['submitted'], to: 'accepted' },
  refused: { by: ['officer'], in: ['submitted'], to: 'refused' },
  assigned: { by: ['officer'], in: underWay, to: 'assigned' },
  extended: {
    ...{ by: ['officer'], in: underWay },
    unless: (life) => life.extendedUntil !== null || life.overdue.includes('finish'),
  },
  replied: { by: ['officer', 'centre'], in: underWay, to: 'replied' },
  noted: { by: ['officer'], in: [...notWithdrawn, 'withdrawn'] },
  handedOver: { by: ['officer'], in: open },
  joined: { by: ['officer'], in: open, unless: ({ leadId }) => leadId !== null },
  parted: { by: ['service'], in: open, unless: ({ leadId }) => leadId === null },
  // Never without a word to who filed it in this round.
  closed: { by: ['officer'], in: underWay, to: 'closed', unless: ({ repliedAt }) => repliedAt === null },
  added: { by: ['author'], in: notWithdrawn },
  withdrawn: { by: ['author'], in: open, to: 'withdrawn' },
  rated: { by: ['author'], in: ['closed'], unless: ({ isRated }) => isRated },
  reopened: { by: ['author'], in: ['closed'], to: 'accepted', unless: ({ round }) => round === 2 },
  // After the second closing, where it was refused, or where nobody takes it on or ends it in time; closed the first time
  // it is reopened where it is.
  escalated: {
    ...{ by: ['author'], in: [...open, 'closed', 'refused'], to: 'submitted' },
    unless: (life) =>
      life.state === 'closed' ? life.round === 1 : life.endedAt === null && !isLeftLying(life),
  },
  // By a level above that watched it be late twice: whoever filed it needn't know that it may be escalated.
  takenOver: {
    ...{ by: ['officer'], in: open, to: 'accepted' },
    unless: (life) => life.overdue.length < 2 || !isLeftLying(life),
  },
  reminded: { by: ['service'], in: open },
  overdue: { by: ['service'], in: open },
};

/** Clocks that ran out and for which somebody still waits. */
export function lateClocks({ overdue, acceptedAt, repliedAt, endedAt }: Life): ClockName[] {
  const isAwaited = { accept: !acceptedAt, reply: !repliedAt, finish: true };
  return endedAt ? [] : [...new Set(overdue)].filter((clock) => isAwaited[clock]);
}

const isLeftLying = (life: Life): boolean => lateClocks(life).some((clock) => clock !== 'reply');

/** Whether this role may add such an event now. An escalation also needs a higher body: see `regions`. */
export function mayAdd(life: Life, kind: Exclude<EventKind, 'filed'>, by: Role): boolean {
  // A centre has a say only in what is with it.
  return fits(life, kind, by) && (by !== 'centre' || life.handler.body === 'centre');
}

/** The same of what was said elsewhere and is taken over: whoever looks after that other one. */
export function fits(life: Life, kind: Exclude<EventKind, 'filed'>, by: Role): boolean {
  const rule = moves[kind];
  return rule.by.includes(by) && rule.in.includes(life.state) && !rule.unless?.(life);
}

/** @throws RangeError for a list that does not begin with `filed`: a store that was written by other hands */
export function lifeOf(events: readonly ComplaintEvent[]): Life {
  const [first, ...others] = events;
  if (first?.kind !== 'filed') throw new RangeError('a complaint without its filing');
  return others.reduce(after, begun(first.handler, first.at));
}

const begun = (handler: Handler, roundFrom: Date): Life => ({
  ...{ state: 'submitted', handler, round: 1, roundFrom, acceptedAt: null, repliedAt: null },
  ...{ endedAt: null, extendedUntil: null, extendedAt: null, lateSaidAt: null, isRated: false },
  ...{ leadId: null, reminded: [], overdue: [] },
});

/** One event later. What may not be added any more changes nothing: two hands may have moved it in one moment. */
export function after(life: Life, event: ComplaintEvent): Life {
  if (event.kind === 'filed' || !fits(life, event.kind, event.by)) return life;
  const state = moves[event.kind].to ?? life.state;
  switch (event.kind) {
    case 'accepted':
      return { ...life, state, acceptedAt: event.at };
    case 'assigned':
      return { ...life, state, handler: { ...life.handler, body: event.body } };
    case 'replied':
      return { ...life, state, repliedAt: life.repliedAt ?? event.at };
    case 'extended':
      // Its clock begins anew, and so does what it has said.
      return {
        ...{ ...life, extendedUntil: event.until, extendedAt: event.at },
        reminded: life.reminded.filter((clock) => clock !== 'finish'),
      };
    case 'refused':
    case 'closed':
    case 'withdrawn':
      return { ...life, state, endedAt: event.at };
    case 'joined':
      return { ...life, leadId: event.leadId };
    case 'parted':
      return { ...life, leadId: null };
    case 'rated':
      return { ...life, isRated: true };
    // The handler knows it: what is promised anew is an answer and an end.
    case 'reopened':
      return { ...begun(life.handler, event.at), state, round: 2, acceptedAt: event.at };
    case 'escalated':
      return begun(event.handler, event.at);
    // Whoever takes it over knows it: the clocks begin anew, without that of accepting.
    case 'takenOver':
      return { ...begun(event.handler, event.at), state, acceptedAt: event.at };
    case 'reminded':
      return { ...life, reminded: [...life.reminded, event.clock] };
    case 'overdue':
      return {
        ...{ ...life, overdue: [...life.overdue, event.clock] },
        lateSaidAt: event.clock === 'finish' ? event.at : life.lateSaidAt,
      };
    case 'noted':
    case 'added':
    case 'handedOver':
      return life;
  }
}

/** What only the desk sees; kept apart by type so that no view of it can be handed to an author by mistake. */
export type InternalEvent = Extract<ComplaintEvent, { kind: 'noted' }>;
export type OpenEvent = Exclude<ComplaintEvent, InternalEvent>;

export const isOpenEvent = (event: ComplaintEvent): event is OpenEvent => event.kind !== 'noted';
