import { describe, expect, it } from 'vitest';
import {
  after,
  type ComplaintEvent,
  type EventKind,
  fits,
  isOpenEvent,
  type Life,
  lateClocks,
  lifeOf,
  mayAdd,
  moves,
  type Role,
  type State,
} from './complaint.rules.js';

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 24, 1, minute));
const handler = { body: 'health', level: 0 } as const;
const filed: ComplaintEvent = { kind: 'filed', at: at(0), by: 'author', handler };
const by = { by: 'officer' } as const;
const accepted = { kind: 'accepted', at: at(1), ...by } as const;
const assigned: ComplaintEvent = { kind: 'assigned', at: at(2), body: 'market', ...by };
const replied: ComplaintEvent = { kind: 'replied', at: at(3), ...by };
const closed: ComplaintEvent = { kind: 'closed', at: at(4), result: 'solved', ...by };
const reopened: ComplaintEvent = { kind: 'reopened', at: at(5), by: 'author' };
const refused: ComplaintEvent = { kind: 'refused', at: at(1), nextBody: 'market', ...by };
const withdrawn: ComplaintEvent = { kind: 'withdrawn', at: at(1), by: 'author' };
const escalated: ComplaintEvent = {
  ...{ kind: 'escalated', at: at(9), by: 'author' },
  handler: { body: 'health', level: 1 },
};

const closedTwice = [filed, accepted, replied, closed, reopened, replied, closed];
const histories: Record<State, ComplaintEvent[]> = {
  submitted: [filed],
  accepted: [filed, accepted],
  assigned: [filed, accepted, assigned],
  replied: [filed, accepted, assigned, replied],
  closed: [filed, accepted, replied, closed],
  refused: [filed, refused],
  withdrawn: [filed, withdrawn],
};

/** Everything that may be done in each state, and by whom; what is not here must be impossible. */
const allowed: Record<State, string[]> = {
  submitted: [
    ...['accepted officer', 'refused officer', 'noted officer', 'handedOver officer'],
    ...['joined officer', 'added author', 'withdrawn author', 'reminded service', 'overdue service'],
  ],
  accepted: [
    ...['assigned officer', 'extended officer', 'replied officer', 'noted officer'],
    ...['handedOver officer', 'joined officer', 'added author', 'withdrawn author'],
    ...['reminded service', 'overdue service'],
  ],
  assigned: [
    ...['assigned officer', 'extended officer', 'replied officer', 'noted officer'],
    ...['handedOver officer', 'joined officer', 'added author', 'withdrawn author'],
    ...['reminded service', 'overdue service'],
  ],
  replied: [
    ...['assigned officer', 'extended officer', 'replied officer', 'noted officer'],
    ...['handedOver officer', 'joined officer', 'closed officer', 'added author', 'withdrawn author'],
    ...['reminded service', 'overdue service'],
  ],
  closed: ['noted officer', 'added author', 'rated author', 'reopened author'],
  refused: ['noted officer', 'added author', 'escalated author'],
  withdrawn: ['noted officer'],
};

/** What a centre may do beside that, while it is the one that looks after it. */
const allowedToCentre: Partial<Record<State, string[]>> = {
  submitted: ['accepted centre'],
  accepted: ['replied centre'],
  assigned: ['replied centre'],
  replied: ['replied centre'],
};
const atCentre = (events: readonly ComplaintEvent[]): ComplaintEvent[] =>
  events.map((event) => {
    if (event.kind === 'filed') return { ...event, handler: { body: 'centre', level: 0 } };
    return event.kind === 'assigned' ? { ...event, body: 'centre' } : event;
  });

const kinds = Object.keys(moves) as Exclude<EventKind, 'filed'>[];
const roles: Role[] = ['author', 'officer', 'centre', 'service'];
const possible = (life: Life): string[] =>
  kinds.flatMap((kind) => roles.filter((role) => mayAdd(life, kind, role)).map((role) => `${kind} ${role}`));

describe('what may be done with a complaint', () => {
  it.each(Object.entries(histories))('that is %s, by each role, is what the table says', (state, events) => {
    const life = lifeOf(events);
    expect(life.state).toBe(state);
    expect(possible(life).sort()).toEqual([...allowed[state as State]].sort());
    const withCentre = lifeOf(atCentre(events));
    const more = allowedToCentre[state as State] ?? [];
    expect(possible(withCentre).sort()).toEqual([...allowed[state as State], ...more].sort());
  });

  it('and is not allowed changes nothing, whatever came before', () => {
    const tried = [accepted, assigned, replied, closed, reopened, refused, withdrawn, escalated];
    const changed = Object.entries(histories).flatMap(([state, events]) => {
      const life = lifeOf(events);
      return tried
        .filter((event) => !mayAdd(life, event.kind, event.by))
        .filter((event) => after(life, event) !== life)
        .map(({ kind }) => `${kind} changed what is ${state}`);
    });
    expect(changed).toEqual([]);
  });

  it('is closed only after a word to who filed it, in this round too', () => {
    const second = lifeOf([filed, accepted, replied, closed, reopened]);
    expect(second).toMatchObject({ state: 'accepted', round: 2, repliedAt: null, roundFrom: at(5) });
    expect(mayAdd(second, 'closed', 'officer')).toBe(false);
    expect(mayAdd(after(second, replied), 'closed', 'officer')).toBe(true);
  });

  it('is reopened once; not solved then either, it goes one level higher with clocks of its own', () => {
    const life = lifeOf(closedTwice);
    expect([mayAdd(life, 'reopened', 'author'), mayAdd(life, 'escalated', 'author')]).toEqual([false, true]);
    expect(after(life, escalated)).toMatchObject({
      ...{ state: 'submitted', round: 1, roundFrom: at(9), acceptedAt: null, endedAt: null },
      handler: { level: 1 },
    });
  });

  it('is extended once in a round, and rated once', () => {
    const extended: ComplaintEvent = { kind: 'extended', at: at(3), until: at(50), ...by };
    const life = lifeOf([filed, accepted, extended]);
    expect(mayAdd(life, 'extended', 'officer')).toBe(false);
    const rated: ComplaintEvent = { kind: 'rated', at: at(6), by: 'author', score: 2 };
    expect(mayAdd(lifeOf([...histories.closed, rated]), 'rated', 'author')).toBe(false);
  });

  it('is joined to one other, until its author says that it is not solved', () => {
    const joined: ComplaintEvent = { kind: 'joined', at: at(2), leadId: 'cp_1', ...by };
    const life = lifeOf([filed, accepted, joined]);
    expect([life.leadId, life.state, mayAdd(life, 'joined', 'officer')]).toEqual(['cp_1', 'accepted', false]);
    expect(lifeOf([filed, accepted, joined, replied, closed, reopened]).leadId).toBeNull();
  });

  it('is escalated while it is open once nobody took it on or ended it in time, and not for a late word alone', () => {
    const late = (clock: 'accept' | 'reply' | 'finish'): ComplaintEvent => {
      return { kind: 'overdue', at: at(6), by: 'service', clock };
    };
    const mayEscalate = (...events: ComplaintEvent[]) =>
      mayAdd(lifeOf([filed, ...events]), 'escalated', 'author');
    expect(mayEscalate()).toBe(false);
    expect(mayEscalate(late('accept'))).toBe(true);
    expect(mayEscalate(late('accept'), accepted)).toBe(false);
    expect(mayEscalate(accepted, late('reply'))).toBe(false);
    expect(mayEscalate(accepted, replied, late('finish'))).toBe(true);
    const life = lifeOf([filed, accepted, late('finish'), escalated]);
    expect(life).toMatchObject({ state: 'submitted', handler: { level: 1 }, overdue: [] });
  });

  it('is not extended once its end is late', () => {
    const late: ComplaintEvent = { kind: 'overdue', at: at(6), by: 'service', clock: 'finish' };
    expect(mayAdd(lifeOf([filed, accepted]), 'extended', 'officer')).toBe(true);
    expect(mayAdd(lifeOf([filed, accepted, late]), 'extended', 'officer')).toBe(false);
  });

  it('is late for as long as somebody waits for what ran out', () => {
    const late: ComplaintEvent = { kind: 'overdue', at: at(1), by: 'service', clock: 'accept' };
    expect(lateClocks(lifeOf([filed, late]))).toEqual(['accept']);
    expect(lateClocks(lifeOf([filed, late, accepted]))).toEqual([]);
    expect(lateClocks(lifeOf([filed, late, withdrawn]))).toEqual([]);
  });

  it('takes over what another’s handler said, though it has another handler itself', () => {
    const byCentre = { kind: 'replied', at: at(3), by: 'centre' } as const;
    const life = lifeOf([filed, accepted]);
    expect([mayAdd(life, 'replied', 'centre'), fits(life, 'replied', 'centre')]).toEqual([false, true]);
    expect(after(life, byCentre).state).toBe('replied');
  });

  it('goes to whom it was assigned', () => {
    expect(lifeOf(histories.assigned).handler).toEqual({ body: 'market', level: 0 });
  });

  it('begins with its filing', () => {
    expect(() => lifeOf([accepted])).toThrow(RangeError);
  });

  it('holds notes of the desk that no author sees', () => {
    const noted: ComplaintEvent = { kind: 'noted', at: at(2), ...by };
    expect([filed, noted, replied].filter(isOpenEvent)).toEqual([filed, replied]);
  });
});
