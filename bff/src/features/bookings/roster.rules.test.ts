import { describe, expect, it } from 'vitest';
import { type Command, freePlaces, presence, type Roster, reduce } from './roster.rules.js';

const empty = (places: number): Roster => ({ places, epoch: 0, closedEpoch: -1, claims: [] });
const claim = (
  id: string,
  slots: number[],
  extra: Partial<{ epoch: number; places: number }> = {},
): Command => ({
  kind: 'claim',
  claim: { id, owner: id.split('#')[0] ?? id, slots },
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
