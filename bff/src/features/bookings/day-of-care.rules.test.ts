import { describe, expect, it } from 'vitest';
import { type BookedDay, type CareRequest, decide, isClaimAlive } from './care-request.rules.js';
import { type DayDecision, isReminderDue, noShowFrom, outcomeOf, stayOf } from './day-of-care.rules.js';
import { letGo } from './held-stays.rules.js';

const at = new Date('2026-11-24T02:00:00Z');
const dayOf = (over: Partial<BookedDay> = {}): BookedDay => ({
  ...{ index: 0, date: '2026-11-24', groupId: 'gr_1', slots: [16, 17], n: 1, epoch: 0 },
  ...{ state: 'confirmed', ...over },
});
const requestOf = (day: Partial<BookedDay> = {}): CareRequest => ({
  ...{ childId: 'ch_1', status: 'confirmed', n: 1, versions: [], confirmedAt: at },
  days: [dayOf(day), dayOf({ index: 1, date: '2026-11-25' })],
});
const version = (n: number) => ({ n, quote: {} as never, at });
const returning = (n: number) => ({
  to: { date: '2026-11-24', groupId: 'gr_1', n, slots: [17], epoch: 3 },
  at,
});
const stateOf = (request: CareRequest) => request.days[0]?.state;

describe('a child that has not come', () => {
  const missed = decide(requestOf(), { kind: 'miss', index: 0, held: 1, at });

  it('is put down so on that day alone, and its family has to hear of it', () => {
    expect(missed.days.map(({ state }) => state)).toEqual(['noShow', 'confirmed']);
    expect(missed.isUntold).toBe(true);
    expect(isClaimAlive(missed, 1, 'gr_1:2026-11-24')).toBe(false);
    expect(isClaimAlive(missed, 1, 'gr_1:2026-11-25')).toBe(true);
  });

  it('is not where it was checked in, cancelled or erased before', () => {
    for (const state of ['checkedIn', 'completed', 'cancelled', 'noShow'] as const) {
      const request = requestOf({ state });
      expect(decide(request, { kind: 'miss', index: 0, held: 1, at })).toBe(request);
    }
  });

  it('holds a place again under a new number, once that is committed', () => {
    const asked = decide(missed, { kind: 'return', index: 0, held: 1, returning: returning(2) });
    expect([asked.n, stateOf(asked)]).toEqual([2, 'noShow']);
    expect(isClaimAlive(asked, 2, 'gr_1:2026-11-24')).toBe(true);
    const back = decide(asked, { kind: 'readmit', index: 0, version: version(2) });
    expect(back.days[0]).toMatchObject({ state: 'checkedIn', n: 2, slots: [17], epoch: 3, checkedInAt: at });
    expect(back.days[0]).not.toHaveProperty('returning');
    expect(back.versions.map(({ n }) => n)).toEqual([2]);
    expect([1, 2].map((n) => isClaimAlive(back, n, 'gr_1:2026-11-24'))).toEqual([false, true]);
  });

  it('comes back by the latest number only: an earlier one is dead for good', () => {
    const first = decide(missed, { kind: 'return', index: 0, held: 1, returning: returning(2) });
    expect(decide(first, { kind: 'return', index: 0, held: 1, returning: returning(2) })).toBe(first);
    const second = decide(first, { kind: 'return', index: 0, held: 1, returning: returning(3) });
    expect(isClaimAlive(second, 2, 'gr_1:2026-11-24')).toBe(false);
    expect(decide(second, { kind: 'readmit', index: 0, version: version(2) })).toBe(second);
    expect(decide(second, { kind: 'turnAway', index: 0, n: 2 })).toBe(second);
    const away = decide(second, { kind: 'turnAway', index: 0, n: 3 });
    expect(isClaimAlive(away, 3, 'gr_1:2026-11-24')).toBe(false);
    expect(decide(away, { kind: 'readmit', index: 0, version: version(3) })).toBe(away);
  });
});

describe('a child that is ill', () => {
  const absence = { at, isInTime: true, sealed: 'v1.x' };
  const away = decide(requestOf(), { kind: 'reportAbsence', index: 0, held: 1, absence });

  it('ends that day by its family, and only while it is confirmed', () => {
    expect(away.days[0]).toMatchObject({ state: 'cancelled', cancelledBy: 'parent', absence });
    expect(away.isUntold).toBeUndefined();
    const came = requestOf({ state: 'checkedIn' });
    expect(decide(came, { kind: 'reportAbsence', index: 0, held: 1, absence })).toBe(came);
  });

  it('keeps nothing of what ails it afterwards', () => {
    const forgotten = decide(away, { kind: 'forgetSymptom', index: 0 });
    expect(forgotten.days[0]?.absence).toEqual({ at, isInTime: true });
    expect(decide(forgotten, { kind: 'forgetSymptom', index: 0 })).toBe(forgotten);
  });
});

describe('a centre that ends one booking', () => {
  it('ends that day alone, with its reason, and not what has begun', () => {
    const ended = decide(requestOf(), { kind: 'endAtDesk', index: 0, held: 1, sealedReason: 'v1.x', at });
    expect(ended.days[0]).toMatchObject({
      state: 'cancelled',
      cancelledBy: 'centre',
      sealedReason: 'v1.x',
    });
    expect([stateOf(ended), ended.days[1]?.state, ended.isUntold]).toEqual(['cancelled', 'confirmed', true]);
    const came = requestOf({ state: 'checkedIn' });
    expect(decide(came, { kind: 'endAtDesk', index: 0, held: 1, sealedReason: 'v1.x', at })).toBe(came);
  });
});

describe('a day that was moved while somebody decided about it', () => {
  const absence = { at, isInTime: true };
  const held = stayOf({ index: 0, n: 1 });
  const decisions: DayDecision[] = [
    { kind: 'checkIn', ...held, at },
    { kind: 'miss', ...held, at },
    { kind: 'complete', ...held },
    { kind: 'reportAbsence', ...held, absence },
    { kind: 'endAtDesk', ...held, sealedReason: 'v1.x', at },
    { kind: 'remind', ...held, at },
  ];

  it.each(decisions)('is not what was looked at: $kind is about the stay it had', (decision) => {
    const moved = requestOf({ n: 2, date: '2026-12-01' });
    expect(decide(requestOf(), decision)).not.toEqual(requestOf());
    expect(decide(moved, decision)).toBe(moved);
  });

  it('and ended while another stay was tried for it lets go of both', () => {
    const to = { date: '2026-12-01', groupId: 'gr_2', slots: [16], n: 2, epoch: 0 };
    const before = requestOf({ change: { to, key: 'k', quote: {} as never, openedAt: at } });
    const request = decide(before, { kind: 'endAtDesk', ...held, sealedReason: 'v1.x', at });
    expect(letGo({ before, request }, 0).map(({ groupId, n }) => [groupId, n])).toEqual(
      expect.arrayContaining([
        ['gr_1', 1],
        ['gr_2', 2],
      ]),
    );
    const came = decide(before, { kind: 'checkIn', ...held, at });
    expect(letGo({ before, request: came }, 0).map(({ n }) => n)).toEqual([2]);
  });
});

describe('a day of care that nobody ended', () => {
  const now = (date: string, time: string) => ({ date, time });
  const confirmed = dayOf();
  const came = dayOf({ state: 'checkedIn' });

  it('was missed once its hours are over, where the centre checks children in', () => {
    expect(outcomeOf(confirmed, '12:00', now('2026-11-24', '11:59'), true)).toBeNull();
    expect(outcomeOf(confirmed, '12:00', now('2026-11-24', '12:00'), true)).toBe('miss');
    expect(outcomeOf(confirmed, '12:00', now('2026-11-25', '00:00'), true)).toBe('miss');
    expect(outcomeOf(confirmed, '12:00', now('2026-11-23', '23:00'), true)).toBeNull();
  });

  it('counts as spent where the centre checked in nobody that day, and only once the day is over', () => {
    expect(outcomeOf(confirmed, '12:00', now('2026-11-24', '23:59'), false)).toBeNull();
    expect(outcomeOf(confirmed, '12:00', now('2026-11-25', '00:00'), false)).toBe('complete');
  });

  it('is over with its day for a child that was never checked out', () => {
    expect(outcomeOf(came, '12:00', now('2026-11-24', '23:59'), true)).toBeNull();
    expect(outcomeOf(came, '12:00', now('2026-11-25', '00:00'), true)).toBe('complete');
  });

  it('is left alone when somebody ended it', () => {
    for (const state of ['completed', 'cancelled', 'noShow'] as const)
      expect(outcomeOf(dayOf({ state }), '12:00', now('2026-12-01', '00:00'), true)).toBeNull();
  });
});

describe('putting a child down as not come', () => {
  it('takes half an hour, and of a shorter stay all of it', () => {
    expect(noShowFrom({ from: '08:30', to: '12:00' }, 30)).toBe('09:00');
    expect(noShowFrom({ from: '08:30', to: '09:00' }, 60)).toBe('09:00');
  });
});

describe('the reminder of the evening before', () => {
  const hours = { remindFrom: '18:00', remindUntil: '21:00', tomorrow: '2026-11-24' };
  const asked = (over: Partial<BookedDay>, time: string, bookedAt = { date: '2026-11-20', time: '09:00' }) =>
    isReminderDue(dayOf(over), bookedAt, { date: '2026-11-23', time }, hours);

  it('is due in its hours, for a confirmed day of tomorrow, once', () => {
    expect(['17:59', '18:00', '20:59', '21:00'].map((time) => asked({}, time))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(asked({ date: '2026-11-25' }, '18:00')).toBe(false);
    expect(asked({ remindedAt: at }, '18:00')).toBe(false);
    expect(asked({ state: 'cancelled' }, '18:00')).toBe(false);
  });

  it('tells nobody what was booked after it would have been told', () => {
    expect(asked({}, '19:00', { date: '2026-11-23', time: '17:59' })).toBe(true);
    expect(asked({}, '19:00', { date: '2026-11-23', time: '18:00' })).toBe(false);
  });
});
