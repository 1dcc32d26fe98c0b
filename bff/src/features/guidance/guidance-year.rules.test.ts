import { describe, expect, it } from 'vitest';
import {
  type Contact,
  type Decision,
  decide,
  emptyYear,
  type GuidanceYear,
  isWanting,
} from './guidance-year.rules.js';

const at = new Date('2026-11-24T01:12:00Z');
const contact = (given: Partial<Contact> = {}): Contact => ({
  ...{ sourceId: 'cl_1', childId: 'ch_1', on: '2026-05-02', kind: 'lecture', sealedTitle: 'v1.x' },
  ...{ districtCode: 'd-1', isUnderThree: true, isNewborn: false, isDemo: false },
  ...given,
});
const after = (...decisions: Decision[]): GuidanceYear => decisions.reduce(decide, emptyYear);
const note = (given: Partial<Contact> = {}): Decision => ({ kind: 'note', contact: contact(given) });
const remind: Decision = { kind: 'remind', childId: 'ch_1', perYear: 1, at };

describe('a family’s year', () => {
  it('holds each contact once for child and source, by day', () => {
    const year = after(
      note(),
      note({ on: '2026-06-01' }),
      note({ childId: 'ch_2' }),
      note({ sourceId: 'cl_0', on: '2026-01-03' }),
    );
    expect(year.contacts.map(({ sourceId, childId, on }) => [sourceId, childId, on])).toEqual([
      ['cl_0', 'ch_1', '2026-01-03'],
      ['cl_1', 'ch_1', '2026-05-02'],
      ['cl_1', 'ch_2', '2026-05-02'],
    ]);
    expect(decide(year, note())).toBe(year);
  });

  it('is placed where the family was visited, until it says something else', () => {
    expect(after(note()).districtCode).toBeNull();
    const visited = after(note({ kind: 'homeVisit', districtCode: 'd-2' }));
    expect([visited.districtCode, visited.districtBy]).toEqual(['d-2', 'visit']);
    const told = after(note({ kind: 'homeVisit', districtCode: 'd-2' }), {
      kind: 'tellHome',
      districtCode: 'd-3',
    });
    expect([told.districtCode, told.districtBy]).toEqual(['d-3', 'family']);
    const visitedLater = decide(told, note({ kind: 'homeVisit', sourceId: 'hv_2', districtCode: 'd-2' }));
    expect(visitedLater.districtCode).toBe('d-3');
  });

  it('that is not to be placed stays so, wherever the family is visited', () => {
    const silent = after({ kind: 'tellHome', districtCode: null }, note({ kind: 'homeVisit' }));
    expect([silent.districtCode, silent.districtBy]).toEqual([null, 'family']);
  });

  it('is reminded of once, and never where it has one, was declined, or was reminded of before', () => {
    const reminded = after(remind);
    expect([reminded.remindedOf, reminded.isUntold]).toEqual(['ch_1', true]);
    expect(decide(reminded, remind)).toBe(reminded);
    expect(after(note(), remind).remindedAt).toBeNull();
    const declined = { kind: 'decline', childId: 'ch_1', isDeclined: true } as const;
    expect(after(declined, remind).remindedAt).toBeNull();
    expect(after(declined, { ...declined, isDeclined: false }, remind).remindedAt).toEqual(at);
    const told = decide(reminded, { kind: 'told', at });
    expect([told.isUntold, decide(told, remind)]).toEqual([undefined, told]);
  });

  it('wants as much as the region says, for each child of its own', () => {
    const year = after(note());
    expect([isWanting(year, 'ch_1', 1), isWanting(year, 'ch_1', 2), isWanting(year, 'ch_2', 1)]).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('forgets a child with all that it had, and nothing of the others', () => {
    const year = after(note(), note({ childId: 'ch_2' }), {
      kind: 'decline',
      childId: 'ch_1',
      isDeclined: true,
    });
    const left = decide(year, { kind: 'forgetChild', childId: 'ch_1' });
    expect([left.contacts.map(({ childId }) => childId), left.declined]).toEqual([['ch_2'], []]);
    expect(decide(left, { kind: 'forgetChild', childId: 'ch_1' })).toBe(left);
  });
});
