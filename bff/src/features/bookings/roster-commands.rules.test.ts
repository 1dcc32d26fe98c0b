import { describe, expect, it } from 'vitest';
import { freePlaces, placesInForce, presence, type Roster } from './roster.rules.js';
import { type Command, reduce as reduceAt } from './roster-commands.rules.js';

const at = new Date('2026-11-25T02:00:00Z');
const reduce = (roster: Roster, command: Command) => reduceAt(roster, command, at);

const empty = (places: number): Roster => ({ places, epoch: 0, closedEpoch: -1, claims: [] });
const claim = (
  id: string,
  slots: number[],
  extra: Partial<{ epoch: number; places: number }> = {},
): Command => ({
  kind: 'claim',
  claim: { id, owner: id.split('#')[0] ?? id, slots, childId: `ch_${id[0]}`, familyId: `f_${id[0]}` },
  epoch: 0,
  places: 2,
  ...extra,
});

function after(start: Roster, ...commands: Command[]) {
  let roster = start;
  const refusals = commands.map((command) => {
    const outcome = reduce(roster, command);
    roster = outcome.roster;
    return outcome.refusal;
  });
  return { roster, refusals };
}

describe('a roster', () => {
  it('refuses a third child in a half hour of two places and keeps what it had', () => {
    const { roster, refusals } = after(
      empty(2),
      claim('a#1', [16, 17]),
      claim('b#1', [17]),
      claim('c#1', [17, 18]),
    );
    expect(refusals).toEqual([null, null, 'full']);
    expect(roster.claims.map(({ id }) => id)).toEqual(['a#1', 'b#1']);
  });

  it('takes children whose half hours do not meet, beyond the number of places', () => {
    const { refusals } = after(empty(1), claim('a#1', [16]), claim('b#1', [17]));
    expect(refusals).toEqual([null, null]);
  });

  it('does nothing when the same claim comes again', () => {
    const { roster } = after(empty(1), claim('a#1', [16]));
    expect(reduce(roster, claim('a#1', [16])).roster).toBe(roster);
  });

  it('counts an owner once, so that a change may overlap its own old times in a full roster', () => {
    const { refusals } = after(empty(1), claim('a#1', [16, 17]), claim('a#2', [17, 18]));
    expect(refusals).toEqual([null, null]);
  });

  it('gives back exactly the released claim', () => {
    const { roster } = after(empty(2), claim('a#1', [16]), claim('b#1', [16]), {
      kind: 'release',
      claimId: 'a#1',
    });
    expect(roster.claims.map(({ id }) => id)).toEqual(['b#1']);
    expect(freePlaces(2, presence(roster.claims), [16])).toBe(1);
  });

  it('refuses claims made under an epoch that was closed, and takes those of a later one', () => {
    const { refusals } = after(
      empty(2),
      { kind: 'close', epoch: 3 },
      claim('a#1', [16], { epoch: 3 }),
      claim('b#1', [16], { epoch: 4 }),
    );
    expect(refusals).toEqual([null, 'closed', null]);
  });

  it('evicts nobody when the places are lowered, and takes nobody until there is room again', () => {
    const lowered = { epoch: 1, places: 1 };
    const { roster, refusals } = after(
      empty(2),
      claim('a#1', [16]),
      claim('b#1', [16]),
      claim('c#1', [16], lowered),
      { kind: 'release', claimId: 'a#1' },
      claim('c#2', [16], lowered),
      { kind: 'release', claimId: 'b#1' },
      claim('c#3', [16], lowered),
    );
    expect(refusals).toEqual([null, null, 'full', null, 'full', null, null]);
    expect(roster).toMatchObject({ places: 1, epoch: 1 });
  });
});

describe('free places', () => {
  it('are counted by the fullest half hour of the stay', () => {
    const { roster } = after(empty(3), claim('a#1', [16, 17]), claim('b#1', [17, 18]));
    const present = presence(roster.claims);
    expect(freePlaces(3, present, [16, 17, 18])).toBe(1);
    expect(freePlaces(3, present, [18, 19])).toBe(2);
    expect(freePlaces(3, present, [30, 47])).toBe(3);
    expect(freePlaces(3, present, null)).toBe(1);
  });

  it('are all of them where nobody is', () => {
    expect(freePlaces(3, presence([]), [16])).toBe(3);
    expect(freePlaces(3, presence([]), null)).toBe(3);
  });

  it('are never below zero, also after the places were lowered', () => {
    const { roster } = after(empty(2), claim('a#1', [16]), claim('b#1', [16]));
    expect(freePlaces(1, presence(roster.claims), [16])).toBe(0);
  });
});

describe('places told for a day', () => {
  const setPlaces = (own: number, usual = 2, epoch = 0): Command => ({
    ...{ kind: 'setPlaces', own, places: usual, epoch },
  });
  const setFree = (free: number, extra: Partial<Extract<Command, { kind: 'setFree' }>> = {}): Command => ({
    ...{ kind: 'setFree', free, slots: [16, 17], most: 5, key: 'key-1', epoch: 0, places: 2 },
    ...extra,
  });

  it('win over the usual ones, up and down', () => {
    const more = after(empty(2), setPlaces(3), claim('a#1', [16]), claim('b#1', [16]), claim('c#1', [16]));
    expect(more.refusals).toEqual([null, null, null, null]);
    const fewer = after(empty(2), setPlaces(1), claim('a#1', [16]), claim('b#1', [16]));
    expect(fewer.refusals).toEqual([null, null, 'full']);
  });

  it('evict nobody; below its holds a roster is overbooked and takes no more', () => {
    const { roster, refusals } = after(
      empty(2),
      claim('a#1', [16]),
      claim('b#1', [16]),
      setPlaces(1),
      { kind: 'release', claimId: 'a#1' },
      claim('c#1', [16]),
    );
    expect(refusals).toEqual([null, null, null, null, 'full']);
    expect(roster.claims.map(({ id }) => id)).toEqual(['b#1']);
  });

  it('stand when a newer epoch brings the same usual places, and end when it brings others', () => {
    const told = after(empty(2), setPlaces(4)).roster;
    const same = after(told, claim('a#1', [16], { epoch: 1, places: 2 })).roster;
    expect([placesInForce(same), same.epoch]).toEqual([4, 1]);
    const changed = after(told, claim('a#1', [16], { epoch: 1, places: 3 })).roster;
    expect(placesInForce(changed)).toBe(3);
  });

  it('are taken back by telling the usual number', () => {
    const { roster } = after(empty(2), setPlaces(4), setPlaces(2));
    expect(placesInForce(roster)).toBe(2);
    expect(placesInForce(after(roster, claim('a#1', [16], { epoch: 1, places: 3 })).roster)).toBe(3);
  });

  it('are refused on an older word of the centre than the roster knows', () => {
    const known = after(empty(2), claim('a#1', [16], { epoch: 2, places: 3 })).roster;
    expect(reduce(known, setPlaces(4, 2, 1))).toEqual({ roster: known, refusal: 'outdated' });
    expect(reduce(known, setFree(1, { epoch: 1 })).refusal).toBe('outdated');
  });

  it('told as free leave exactly so many beside those who are there from now on', () => {
    const held = after(empty(2), claim('a#1', [14, 15, 16]), claim('b#1', [14])).roster;
    const { roster } = after(held, setFree(1));
    expect(placesInForce(roster)).toBe(2);
    expect(roster.own?.telling).toEqual({ key: 'key-1', freeBefore: 1 });
    expect(after(roster, claim('c#1', [16]), claim('d#1', [17])).refusals).toEqual([null, null]);
    expect(after(roster, claim('c#1', [16]), claim('d#1', [16])).refusals).toEqual([null, 'full']);
  });

  it('told as free above what the group has are refused; nothing free never is', () => {
    const full = after(empty(2), setPlaces(3), ...['a#1', 'b#1', 'c#1'].map((id) => claim(id, [16]))).roster;
    expect(reduce(full, setFree(3)).refusal).toBe('tooMany');
    expect(reduce(full, setFree(2)).refusal).toBeNull();
    expect(reduce(full, setFree(0, { most: 1 })).refusal).toBeNull();
  });

  it('told again by the same request do nothing, whoever booked in between', () => {
    const { roster } = after(empty(2), setFree(1), claim('a#1', [16]));
    expect(reduce(roster, setFree(1)).roster).toBe(roster);
    expect(placesInForce(reduce(roster, setFree(1, { key: 'key-2' })).roster)).toBe(2);
  });
});
