import { describe, expect, it } from 'vitest';
import {
  aggregatesOf,
  bookingId,
  type CareRequest,
  type Change,
  type DayState,
  type Decision,
  daysOf,
  decide,
  isClaimAlive,
  partsOf,
} from './care-request.rules.js';
import type { QuoteDoc } from './prices.rules.js';

const at = new Date('2026-11-24T01:12:00Z');
const [thursday, friday] = ['2026-11-26', '2026-11-27'] as const;
const quote = {} as QuoteDoc;

function request(over: Partial<CareRequest> = {}): CareRequest {
  const hours = { groupId: 'g_0001', from: '07:30', to: '18:00' };
  const days = daysOf(
    [
      { date: thursday, ...hours },
      { date: friday, ...hours },
    ],
    1,
    5,
  );
  return {
    ...{ childId: 'k_0001', status: 'pending', n: 1, days, versions: [], confirmedAt: null },
    ...over,
  };
}
const confirmed = (...states: DayState[]) => {
  const made = request({ status: 'confirmed' });
  return { ...made, days: made.days.map((day, index) => ({ ...day, state: states[index] ?? day.state })) };
};

const noon = new Date('2026-11-24T04:00:00Z');
/** The first day in this state, with a deadline at noon. */
const waiting = (state: DayState = 'requested') => {
  const made = confirmed(state);
  const days = made.days.map((day, index) => (index === 0 ? { ...day, answerBy: noon } : day));
  return { ...made, days, ...(state === 'requested' && { waitsUntil: noon }) };
};
const monday = '2026-11-30';
const toMonday = (n: number, key = 'key-1'): Change => ({
  to: { date: monday, groupId: 'g_0001', slots: [16, 17], n, epoch: 5 },
  ...{ key, quote, openedAt: at },
});
const changing = decide(confirmed(), { kind: 'openChange', index: 0, change: toMonday(2) });

const decisions: Record<string, Decision> = {
  reopen: { kind: 'reopen', n: 2, days: request().days.map((day) => ({ ...day, n: 2 })) },
  confirm: { kind: 'confirm', version: { n: 1, quote, at }, isUntold: false },
  abandon: { kind: 'abandon', n: 1 },
  accept: { kind: 'answer', index: 0, at },
  decline: { kind: 'answer', index: 0, declineReason: 'groupFull', at },
  expire: { kind: 'expire', at: noon },
  openChange: { kind: 'openChange', index: 0, change: toMonday(2) },
  commitChange: { kind: 'commitChange', index: 0, n: 2, at },
  dropChange: { kind: 'dropChange', index: 0, n: 2 },
  cancel: { kind: 'cancel', indexes: [0], at },
  checkIn: { kind: 'checkIn', index: 0, held: 1, at },
  checkOut: { kind: 'checkOut', index: 0, held: 1, at },
  end: { kind: 'end', date: thursday, epoch: 6, by: 'centre', reason: '停电', at },
};

describe('a care request', () => {
  it('becomes only what its state allows, and stays the very same otherwise', () => {
    const allowed: [CareRequest, string[]][] = [
      [request(), ['confirm', 'abandon']],
      [request({ status: 'abandoned' }), ['reopen']],
      [waiting(), ['accept', 'decline', 'expire', 'cancel', 'end']],
      [waiting('confirmed'), ['openChange', 'cancel', 'end', 'checkIn']],
      [waiting('declined'), []],
      [waiting('expired'), []],
      [confirmed(), ['openChange', 'cancel', 'end', 'checkIn']],
      [changing, ['commitChange', 'dropChange', 'cancel', 'end', 'checkIn']],
      [confirmed('cancelled'), []],
      [confirmed('checkedIn'), ['checkOut']],
      [confirmed('completed'), []],
      [confirmed('noShow'), []],
    ];
    for (const [before, names] of allowed)
      for (const [name, decision] of Object.entries(decisions))
        expect([before.status, before.days[0]?.state, name, decide(before, decision) === before]).toEqual([
          ...[before.status, before.days[0]?.state, name],
          !names.includes(name),
        ]);
  });

  it('is decided about only under the number that was meant', () => {
    const second = request({ n: 2 });
    expect(decide(second, { kind: 'abandon', n: 1 })).toBe(second);
    expect(decide(second, { kind: 'confirm', version: { n: 1, quote, at }, isUntold: false })).toBe(second);
    const abandoned = request({ status: 'abandoned', n: 2 });
    expect(decide(abandoned, { kind: 'reopen', n: 2, days: [] })).toBe(abandoned);
  });

  it('ends only the day that is meant, and its family has to hear of what its centre ended', () => {
    const cancelled = decide(confirmed(), { kind: 'cancel', indexes: [1], at });
    expect(cancelled.days.map(({ state }) => state)).toEqual(['confirmed', 'cancelled']);
    expect(cancelled.isUntold).toBeUndefined();
    const ended = decide(cancelled, decisions['end'] as Decision);
    expect(ended.days).toMatchObject([
      { state: 'cancelled', cancelledBy: 'centre', cancelReason: '停电' },
      { state: 'cancelled', cancelledBy: 'parent' },
    ]);
    expect(ended.isUntold).toBe(true);
  });

  it('is not ended by an old closing: its rules were asked at a later epoch', () => {
    const later = confirmed();
    expect(decide(later, { kind: 'end', date: thursday, epoch: 5, by: 'closure', reason: '', at })).toBe(
      later,
    );
  });

  it('is answered by its centre before the deadline, and by nobody from then on', () => {
    const late = new Date(noon.getTime());
    const early = new Date(noon.getTime() - 1);
    expect(decide(waiting(), { kind: 'answer', index: 0, at: early }).days[0]?.state).toBe('confirmed');
    const request = waiting();
    expect(decide(request, { kind: 'answer', index: 0, at: late })).toBe(request);
    expect(decide(request, { kind: 'answer', index: 0, declineReason: 'callUs', at: late })).toBe(request);
    expect(decide(request, { kind: 'expire', at: early })).toBe(request);
    expect(decide(request, { kind: 'expire', at: late })).toMatchObject({
      ...{ isUntold: true, days: [{ state: 'expired' }, { state: 'confirmed' }] },
    });
  });

  it('keeps the first deadline of its days that wait, and none when none waits', () => {
    const [later, earlier] = [new Date('2026-11-25T02:00:00Z'), noon];
    const hours = { groupId: 'g_0001', from: '09:00', to: '10:00' };
    const days = daysOf(
      [later, earlier].map((by, index) => ({
        ...{ ...hours, date: [thursday, friday][index] ?? '' },
        answerBy: { at: by.toISOString(), on: thursday, time: '12:00' },
      })),
      1,
      5,
    );
    const made = decide(request({ days }), {
      kind: 'confirm',
      version: { n: 1, quote, at },
      isUntold: false,
    });
    expect(made).toMatchObject({ waitsUntil: noon, days: [{ state: 'requested' }, { state: 'requested' }] });
    const one = decide(made, { kind: 'answer', index: 1, at });
    expect(one).toMatchObject({ waitsUntil: later, isUntold: true });
    const none = decide(one, { kind: 'answer', index: 0, declineReason: 'visitFirst', at });
    expect(none.waitsUntil).toBeUndefined();
    expect(none.days[0]).toMatchObject({ declineReason: 'visitFirst', answeredAt: at });
    expect(decide(made, { kind: 'cancel', indexes: [0, 1], at }).waitsUntil).toBeUndefined();
  });

  it('keeps every accepted version', () => {
    const made = decide(request(), { kind: 'confirm', version: { n: 1, quote, at }, isUntold: true });
    expect(made).toMatchObject({ status: 'confirmed', confirmedAt: at, isUntold: true });
    expect(decide(made, { kind: 'cancel', indexes: [0, 1], at }).versions).toBe(made.versions);
  });
});

describe('a change of a booking', () => {
  const of = (request: CareRequest) => request.days[0];

  it('keeps what it has until the new stay is committed, by one write', () => {
    expect(of(changing)).toMatchObject({ date: thursday, n: 1, change: { to: { date: monday, n: 2 } } });
    expect(changing.n).toBe(2);
    const changed = decide(changing, { kind: 'commitChange', index: 0, n: 2, at });
    expect(of(changed)).toMatchObject({
      index: 0,
      date: monday,
      n: 2,
      state: 'confirmed',
      changes: { 'key-1': 2 },
    });
    expect(of(changed)).not.toHaveProperty('change');
    expect(changed.versions.at(-1)).toEqual({ n: 2, quote, at });
    expect([changing.isUntold, changed.isUntold]).toEqual([undefined, true]);
    expect(changed.days[1]).toBe(changing.days[1]);
  });

  it('is one at a time, takes a number that was never used, and is made once for one key', () => {
    const dropped = decide(changing, { kind: 'dropChange', index: 0, n: 2 });
    expect(of(dropped)).toMatchObject({ date: thursday, n: 1 });
    for (const [request, change] of [
      [changing, toMonday(3, 'key-2')],
      [dropped, toMonday(2, 'key-2')],
      [decide(changing, { kind: 'commitChange', index: 0, n: 2, at }), toMonday(3)],
    ] as const)
      expect(decide(request, { kind: 'openChange', index: 0, change })).toBe(request);
    expect(decide(dropped, { kind: 'openChange', index: 0, change: toMonday(3) }).n).toBe(3);
    expect(decide(changing, { kind: 'commitChange', index: 0, n: 3, at })).toBe(changing);
  });

  it('comes to nothing once its booking is ended or its child is there', () => {
    for (const name of ['cancel', 'end', 'checkIn']) {
      const settled = decide(changing, decisions[name] as Decision);
      expect(of(settled), name).not.toHaveProperty('change');
      expect(decide(settled, { kind: 'commitChange', index: 0, n: 2, at })).toBe(settled);
    }
  });

  it('ends alone where only the day it goes to is closed: the booking keeps what it has', () => {
    const closed = decide(changing, {
      kind: 'end',
      date: monday,
      epoch: 6,
      by: 'centre',
      reason: '停电',
      at,
    });
    expect(of(closed)).toEqual(of(confirmed()));
    expect(closed.isUntold).toBeUndefined();
  });

  it('holds the old and the new place while it is open, and only the one that was decided on after', () => {
    const alive = (request: CareRequest, n: number, date: string) =>
      isClaimAlive(request, n, `g_0001:${date}`);
    expect([alive(changing, 1, thursday), alive(changing, 2, monday), alive(changing, 2, thursday)]).toEqual([
      ...[true, true, false],
    ]);
    const changed = decide(changing, { kind: 'commitChange', index: 0, n: 2, at });
    expect([alive(changed, 1, thursday), alive(changed, 2, monday)]).toEqual([false, true]);
    expect(alive(decide(changing, { kind: 'dropChange', index: 0, n: 2 }), 2, monday)).toBe(false);
  });
});

describe('a claim', () => {
  const [roster, childDay] = aggregatesOf('k_0001', { groupId: 'g_0001', date: thursday });
  const alive = (of: CareRequest, n: number) =>
    [roster, childDay].map((aggregate) => isClaimAlive(of, n, aggregate ?? ''));

  it('is alive in the roster and the child’s day while its attempt is pending or its day is held', () => {
    expect(alive(request(), 1)).toEqual([true, true]);
    expect(alive(confirmed('confirmed'), 1)).toEqual([true, true]);
    expect(alive(confirmed('checkedIn'), 1)).toEqual([true, true]);
    expect(alive(waiting(), 1)).toEqual([true, true]);
  });

  it('is dead under another number, once abandoned, once its own day is over, and elsewhere', () => {
    expect(alive(request({ n: 2 }), 1)).toEqual([false, false]);
    expect(alive(request({ status: 'abandoned' }), 1)).toEqual([false, false]);
    for (const state of ['cancelled', 'completed', 'noShow', 'declined', 'expired'] as const)
      expect(alive(confirmed(state), 1)).toEqual([false, false]);
    expect(isClaimAlive(confirmed(), 1, `g_0002:${thursday}`)).toBe(false);
    expect(isClaimAlive(confirmed('cancelled'), 1, `g_0001:${friday}`)).toBe(true);
  });
});

describe('the id of a booking', () => {
  it('names its request and its day there', () => {
    expect(bookingId('r_7k2m', { index: 3 })).toBe('b_7k2m03');
    expect(partsOf('b_7k2m03')).toEqual({ requestId: 'r_7k2m', index: 3 });
    for (const id of ['b_', 'r_7k2m03', 'b_7k2m', 'c_000103', '']) expect(partsOf(id)).toBeNull();
  });
});
