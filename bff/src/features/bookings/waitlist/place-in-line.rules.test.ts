import { describe, expect, it } from 'vitest';
import { china } from '../../../regions/cn.js';
import type { Claim, QueueItem } from '../roster.rules.js';
import { historyOf, placeInLine } from './place-in-line.rules.js';

const start = Date.parse('2026-11-24T01:00:00Z');
const minutes = (count: number) => new Date(start + count * 60_000);

function item(entry: string, seq: number, given: Partial<QueueItem> = {}): QueueItem {
  return {
    ...{ entry, seq, slots: [16, 17], childId: `ch_${entry}`, familyId: `f_${entry}`, epoch: 1, ver: 1 },
    ...{ bookableUntil: minutes(3000), timeZone: 'Asia/Shanghai', hold: china.careRules.offerHold },
    ...{ state: 'waiting', joinedAt: minutes(seq), changedAt: minutes(seq) },
    ...given,
  };
}
const ended = (state: QueueItem['state'], at: number) => ({ state, changedAt: minutes(at) });
const held = (familyId: string): Claim => ({
  ...{ id: `b_${familyId}#1`, owner: `b_${familyId}`, slots: [16, 17], childId: 'ch_sibling', familyId },
});

describe('the place in line', () => {
  it('counts those before who wait or are asked just now, and no one who wants other hours', () => {
    const queue = [item('a', 1, { state: 'offered' }), item('b', 2, { slots: [30] }), item('c', 3)];
    expect(placeInLine({ claims: [], queue }, 'c')).toBe(2);
    expect(placeInLine({ claims: [], queue }, 'a')).toBe(1);
  });

  it('is none for who has left, was served or never came', () => {
    const queue = [item('a', 1, ended('left', 9)), item('b', 2, ended('taken', 9))];
    for (const entry of ['a', 'b', 'nobody']) {
      expect(placeInLine({ claims: [], queue }, entry)).toBeNull();
      expect(historyOf({ claims: [], queue }, entry)).toEqual([]);
    }
  });

  it('tells each move with its reason and time: who was served, who left, who let the offer pass', () => {
    const queue = [
      item('a', 1, ended('taken', 20)),
      item('b', 2, ended('left', 30)),
      item('c', 3, ended('expired', 40)),
      item('d', 4, ended('declined', 50)),
      item('e', 5),
      item('f', 6),
    ];
    expect(historyOf({ claims: [], queue }, 'f')).toEqual([
      { at: minutes(6), place: 6, families: 5, reason: 'joined' },
      { at: minutes(20), place: 5, families: 1, reason: 'aheadAccepted' },
      { at: minutes(30), place: 4, families: 1, reason: 'aheadLeft' },
      { at: minutes(40), place: 3, families: 1, reason: 'aheadExpired' },
      { at: minutes(50), place: 2, families: 1, reason: 'aheadDeclined' },
    ]);
  });

  it('does not count who had left before one came', () => {
    const queue = [item('a', 1, ended('left', 2)), item('b', 5)];
    expect(historyOf({ claims: [], queue }, 'b')).toMatchObject([{ place: 1, families: 0 }]);
  });

  it('tells a family that it stands behind a sibling of a child that is there, and that sibling’s why it is before', () => {
    const queue = [item('a', 1), item('b', 2), item('c', 3)];
    const roster = { claims: [held('f_c')], queue };
    expect(historyOf(roster, 'a')).toMatchObject([
      { place: 1, reason: 'joined' },
      { at: minutes(3), place: 2, reason: 'siblingAhead' },
    ]);
    expect(historyOf(roster, 'c')).toMatchObject([
      { place: 3, reason: 'joined' },
      { place: 1, families: 2, reason: 'ownSibling' },
    ]);
  });
});
