import { describe, expect, it } from 'vitest';
import { china } from '../../regions/cn.js';
import { itemOf } from './queue.rules.js';
import { occupancy, type Roster } from './roster.rules.js';
import { type Command, reduce } from './roster-commands.rules.js';

const at = new Date('2026-11-25T02:00:00Z');
const bookableUntil = new Date('2026-11-26T23:30:00Z');
const later = (hours: number) => new Date(at.getTime() + hours * 3_600_000);
const empty = (places: number): Roster => ({ places, epoch: 0, closedEpoch: -1, claims: [] });
const ofWhom = (name: string, family = name) => ({ childId: `ch_${name}`, familyId: `f_${family}` });
const word = { epoch: 0, places: 1 };
const when = { bookableUntil, timeZone: 'Asia/Shanghai', hold: china.careRules.offerHold };

const held = (name: string, slots: number[], { n = 1, family = name } = {}) => ({
  ...{ id: `${name}#${n}`, owner: name, slots },
  ...ofWhom(name, family),
});
const claim = (name: string, slots: number[], over = {}): Command => ({
  ...{ kind: 'claim', claim: held(name, slots), ...word },
  ...over,
});
const convert = (
  entry: string,
  name: string,
  slots: number[],
  over: { n?: number; epoch?: number } = {},
): Command => ({
  ...{
    kind: 'convert',
    entry,
    claim: held(name, slots, over),
    ...word,
    ...(over.epoch && { epoch: over.epoch }),
  },
});
const wait = (
  name: string,
  slots: number[],
  { family = name, epoch = 0, bookableUntil: begins = bookableUntil } = {},
): Command => ({
  ...{ kind: 'enqueue', ...word, epoch },
  item: { entry: `w_${name}`, slots, ...ofWhom(name, family), ...when, bookableUntil: begins },
});
const release = (claimId: string): Command => ({ kind: 'release', claimId });
const rollback = (claimId: string): Command => ({ kind: 'rollback', claimId });
const leave = (name: string): Command => ({ kind: 'leave', entry: `w_${name}`, ...ofWhom(name), ...when });

function after(start: Roster, ...commands: Command[]) {
  let roster = start;
  const refusals = commands.map((command) => {
    const outcome = reduce(roster, command, at);
    roster = outcome.roster;
    return outcome.refusal;
  });
  return { roster, refusals };
}
const stateOf = (roster: Roster, name: string) => itemOf(roster, `w_${name}`)?.state;

/** One place, held by `a`; `b` and `c` wait for it. */
const waiting = after(empty(1), claim('a', [16]), wait('b', [16]), wait('c', [16])).roster;
/** The same after `a` left: offered to `b`. */
const offered = after(waiting, release('a#1')).roster;

describe('who waits', () => {
  it('waits only where there is no place, and is told to book where there is one', () => {
    expect(after(empty(1), wait('b', [16])).refusals).toEqual(['free']);
    expect([stateOf(waiting, 'b'), stateOf(waiting, 'c')]).toEqual(['waiting', 'waiting']);
  });

  it('is offered what becomes free in the same write, first come first', () => {
    expect([stateOf(offered, 'b'), stateOf(offered, 'c')]).toEqual(['offered', 'waiting']);
    expect(offered.claims.map(({ id }) => id)).toEqual(['offer:w_b']);
  });

  it('is overtaken by nobody who books: what is offered can only be accepted', () => {
    expect(after(offered, claim('d', [16])).refusals).toEqual(['waitedFor']);
  });

  it('comes after the sibling of a child that is there', () => {
    const line = after(
      empty(2),
      claim('a', [16]),
      claim('x', [16]),
      wait('b', [16]),
      wait('c', [16], { family: 'a' }),
      release('x#1'),
    ).roster;
    expect([stateOf(line, 'b'), stateOf(line, 'c')]).toEqual(['waiting', 'offered']);
  });

  it('does not stop somebody later who needs less', () => {
    const line = after(
      empty(1),
      claim('a', [16]),
      claim('x', [17]),
      wait('b', [16, 17]),
      wait('c', [16]),
      release('a#1'),
    ).roster;
    expect([stateOf(line, 'b'), stateOf(line, 'c')]).toEqual(['waiting', 'offered']);
  });

  it('is offered nothing once its care would have begun', () => {
    const line = after(
      empty(1),
      claim('a', [16]),
      wait('b', [16], { bookableUntil: at }),
      release('a#1'),
    ).roster;
    expect(stateOf(line, 'b')).toBe('waiting');
    expect(line.claims).toEqual([]);
  });

  it('waits for longer than it has, and not for the very hours that it has', () => {
    const full = after(empty(1), claim('a', [16])).roster;
    expect(after(full, wait('a', [16])).refusals).toEqual(['held']);
    expect(after(full, wait('a', [16, 17])).refusals).toEqual([null]);
  });

  it('waits once for the same time, and once more for another', () => {
    const again: Command = {
      ...wait('b', [16, 17]),
      item: { entry: 'w_2', slots: [16, 17], ...ofWhom('b'), ...when },
    } as Command;
    expect(reduce(waiting, again, at).refusal).toBe('queued');
    expect(reduce(waiting, wait('b', [16]), at).roster).toBe(waiting);
  });

  it('that left before it came never waits', () => {
    const { roster, refusals } = after(
      empty(1),
      claim('a', [16]),
      leave('b'),
      wait('b', [16]),
      release('a#1'),
    );
    expect(refusals).toEqual([null, null, null, null]);
    expect(stateOf(roster, 'b')).toBe('left');
    expect(roster.claims).toEqual([]);
  });

  it('hears of places that the centre added before anybody can book them', () => {
    const more = { epoch: 1, places: 2 };
    const { roster, refusals } = after(waiting, claim('d', [16], more));
    expect(refusals).toEqual(['waitedFor']);
    expect(roster).toBe(waiting);
    expect(stateOf(after(waiting, { kind: 'hear', ...more }).roster, 'b')).toBe('offered');
  });
});

describe('an offer', () => {
  it('is accepted by one claim, which may ask again', () => {
    const { roster, refusals } = after(offered, convert('w_b', 'b', [16]), convert('w_b', 'b', [16]));
    expect(refusals).toEqual([null, null]);
    expect(roster.claims).toMatchObject([{ id: 'b#1', fromEntry: 'w_b' }]);
    expect(after(roster, convert('w_b', 'b2', [16])).refusals).toEqual(['gone']);
  });

  it('ends by declining, leaving or its time, and the next one is offered the place', () => {
    for (const command of [leave('b'), { kind: 'decline', entry: 'w_b' } as Command]) {
      const next = after(offered, command).roster;
      expect([stateOf(next, 'c'), next.claims.length]).toEqual(['offered', 1]);
      expect(after(next, command, convert('w_b', 'b', [16])).refusals).toEqual([null, 'gone']);
    }
    const expire: Command = { kind: 'expire', entry: 'w_b' };
    expect(reduce(offered, expire, later(1)).roster, 'not before its time').toBe(offered);
    const next = reduce(offered, expire, later(3)).roster;
    expect([stateOf(next, 'b'), stateOf(next, 'c')]).toEqual(['expired', 'offered']);
  });

  it('can’t be accepted after its time, also before anybody ended it', () => {
    expect(reduce(offered, convert('w_b', 'b', [16]), later(3)).refusal).toBe('gone');
  });

  it('that was taken is beyond leaving, declining and expiring', () => {
    const taken = after(offered, convert('w_b', 'b', [16])).roster;
    expect(after(taken, leave('b'), { kind: 'decline', entry: 'w_b' }).refusals).toEqual(['taken', 'taken']);
    expect(reduce(taken, { kind: 'expire', entry: 'w_b' }, later(5)).roster).toBe(taken);
  });

  it('stands again when what took it was never committed, and is gone when it was', () => {
    const taken = after(offered, convert('w_b', 'b', [16])).roster;
    const back = after(taken, rollback('b#1')).roster;
    expect([stateOf(back, 'b'), stateOf(back, 'c')]).toEqual(['offered', 'waiting']);
    expect(itemOf(back, 'w_b')?.offeredUntil).toEqual(itemOf(offered, 'w_b')?.offeredUntil);
    const released = after(taken, release('b#1')).roster;
    expect([stateOf(released, 'b'), stateOf(released, 'c')]).toEqual(['taken', 'offered']);
  });

  it('is withdrawn when places are lowered, worst rank first, and comes back with its rank', () => {
    const two = after(
      empty(2),
      claim('a', [16]),
      claim('x', [16]),
      wait('b', [16]),
      wait('c', [16]),
      release('a#1'),
      release('x#1'),
    ).roster;
    const fewer = after(two, { kind: 'setPlaces', own: 1, epoch: 0, places: 2 }).roster;
    expect([stateOf(fewer, 'b'), stateOf(fewer, 'c')]).toEqual(['offered', 'waiting']);
    const none = after(fewer, { kind: 'setPlaces', own: 0, epoch: 0, places: 2 }).roster;
    expect([stateOf(none, 'b'), none.claims.length]).toEqual(['waiting', 0]);
    expect(after(none, convert('w_b', 'b', [16])).refusals).toEqual(['gone']);
    expect(stateOf(after(none, { kind: 'setPlaces', own: 1, epoch: 0, places: 2 }).roster, 'b')).toBe(
      'offered',
    );
  });

  it('ends with a suspension, as waiting does; who came under a later word of the centre stays', () => {
    const closed = after(offered, { kind: 'close', epoch: 3 }).roster;
    expect([stateOf(closed, 'b'), stateOf(closed, 'c'), closed.claims.length]).toEqual([
      'closed',
      'closed',
      0,
    ]);
    expect(after(closed, wait('d', [16], { epoch: 3 })).refusals).toEqual(['closed']);
    const reopened = after(closed, claim('x', [16], { epoch: 4 }), wait('e', [16], { epoch: 4 }), {
      kind: 'close',
      epoch: 3,
    });
    expect(stateOf(reopened.roster, 'e')).toBe('waiting');
    const taken = after(
      offered,
      convert('w_b', 'b', [16]),
      { kind: 'close', epoch: 3 },
      rollback('b#1'),
    ).roster;
    expect([stateOf(taken, 'b'), taken.claims.length]).toEqual(['closed', 0]);
  });

  it('taken by who is there already is counted apart until the old claim is given back', () => {
    // b holds 16 and waited for 16 and 17, which x left: for a moment b is counted twice at 16.
    const start = after(
      empty(2),
      claim('b', [16]),
      claim('y', [16]),
      claim('x', [17]),
      claim('z', [17]),
      wait('b', [16, 17]),
      wait('c', [16]),
    ).roster;
    const free = after(start, release('y#1'), release('x#1')).roster;
    expect([stateOf(free, 'b'), stateOf(free, 'c')]).toEqual(['waiting', 'offered']);
    const declined = after(free, { kind: 'decline', entry: 'w_c' }).roster;
    const taken = after(declined, convert('w_b', 'b', [16, 17], { n: 2 })).roster;
    expect(taken.claims.at(-1)).toMatchObject({ id: 'b#2', isSeparate: true });
    expect(occupancy(taken.claims).get(16)).toBe(2);
    const back = after(taken, wait('d', [16]), rollback('b#2')).roster;
    expect([stateOf(back, 'b'), stateOf(back, 'd')]).toEqual(['offered', 'waiting']);
    const changed = after(taken, wait('d', [16]), release('b#1')).roster;
    expect([occupancy(changed.claims).get(16), stateOf(changed, 'd')]).toEqual([2, 'offered']);
  });
});

describe('what is waited for is moved', () => {
  const earlier = later(1);
  const full = after(empty(1), claim('a', [0]), wait('b', [0])).roster;
  const move = (until: Date, epoch: number): Command => ({
    ...{ kind: 'retime', bookableUntil: until, epoch, places: 1 },
  });

  it('so that a place is offered until the new time, and not after', () => {
    const { roster } = after(full, move(earlier, 1));
    const late = reduce(roster, release('a#1'), later(2)).roster;
    expect(stateOf(late, 'b')).toBe('waiting');
    const moved = after(roster, move(later(72), 2)).roster;
    expect(stateOf(reduce(moved, release('a#1'), later(2)).roster, 'b')).toBe('offered');
  });

  it('and a word that another has overtaken changes nothing', () => {
    const { roster } = after(full, move(earlier, 2));
    expect(after(roster, move(later(72), 1)).roster).toBe(roster);
    expect(after(roster, move(earlier, 2)).roster).toBe(roster);
  });

  it('with more places, which go to who waits', () => {
    const { roster } = after(full, { kind: 'retime', bookableUntil, epoch: 1, places: 2 });
    expect(stateOf(roster, 'b')).toBe('offered');
  });
});

describe('a limit for each family', () => {
  const ofFamily = { mostOfFamily: 2 };
  const mine = (name: string): Command => ({
    ...{ kind: 'claim', claim: held(name, [0], { family: 'f' }), ...word, places: 9, ...ofFamily },
  });
  const queue = (name: string): Command => ({
    ...{ kind: 'enqueue', ...word, ...ofFamily },
    item: { entry: `w_${name}`, slots: [0], ...ofWhom(name, 'f'), ...when },
  });

  it('counts what it holds, what it is offered and what it waits for', () => {
    expect(after(empty(9), mine('a'), mine('b'), mine('c')).refusals).toEqual([null, null, 'familyFull']);
    const waiting = after(empty(1), claim('z', [0]), queue('a'), queue('b'), queue('c'));
    expect(waiting.refusals).toEqual([null, null, null, 'familyFull']);
    const offered = after(waiting.roster, release('z#1'));
    expect(after(offered.roster, queue('d')).refusals).toEqual(['familyFull']);
  });

  it('stands in the way of nobody else, and of nothing that was there', () => {
    const { roster } = after(empty(9), mine('a'), mine('b'));
    expect(after(roster, claim('z', [0], { mostOfFamily: 2 })).refusals).toEqual([null]);
    expect(after(roster, mine('a')).refusals).toEqual([null]);
    expect(after(roster, release('a#1'), mine('c')).refusals).toEqual([null, null]);
  });
});
