import { describe, expect, it } from 'vitest';
import { decide, isHolding, isStanding, markOf, type SignUp } from './sign-up.rules.js';

const at = new Date('2026-11-24T01:12:00Z');
const until = new Date('2026-11-25T01:12:00Z');

function make(given: Partial<SignUp> = {}): SignUp {
  return {
    ...{ state: 'pending', attempt: 1, ver: 0, offeredUntil: null, knownChanges: 0, remindedOf: null },
    ...{ attendedAt: null, attendedOn: null, endedAt: null, untold: [] },
    ...given,
  };
}
const offer = { state: 'offered', ver: 2, offeredUntil: until, changedAt: at };

describe('an attempt', () => {
  it.each([
    ['confirm', 'confirmed'],
    ['wait', 'waiting'],
    ['abandon', 'abandoned'],
  ] as const)('may %s, once', (kind, state) => {
    const decided = decide(make(), { kind, attempt: 1 });
    expect(decided.state).toBe(state);
    expect(decide(decided, { kind, attempt: 1 })).toBe(decided);
  });

  it('is decided by nobody who slept through the one before', () => {
    const tried = decide(make({ state: 'abandoned' }), { kind: 'reopen', knownChanges: 2 });
    expect(tried).toMatchObject({ state: 'pending', attempt: 2, knownChanges: 2 });
    expect(decide(tried, { kind: 'confirm', attempt: 1 })).toBe(tried);
    expect(decide(tried, { kind: 'abandon', attempt: 1 })).toBe(tried);
  });

  it('is not tried anew before what it had is given back, by that attempt and no other', () => {
    const ended = make({ state: 'abandoned', attempt: 2, isUngiven: true });
    expect(decide(ended, { kind: 'reopen', knownChanges: 0 })).toBe(ended);
    expect(decide(ended, { kind: 'given', attempt: 1 })).toBe(ended);
    const given = decide(ended, { kind: 'given', attempt: 2 });
    expect(given.isUngiven).toBeUndefined();
    expect(decide(given, { kind: 'reopen', knownChanges: 0 })).toMatchObject({
      state: 'pending',
      attempt: 3,
    });
  });

  it('hears nothing of the line of another attempt, nor once it waits no more', () => {
    const waiting = make({ state: 'waiting', attempt: 2 });
    expect(decide(waiting, { kind: 'hear', attempt: 1, item: offer })).toBe(waiting);
    const confirmed = make({ state: 'confirmed' });
    expect(decide(confirmed, { kind: 'hear', attempt: 1, item: offer })).toBe(confirmed);
  });

  it('that holds is not opened anew', () => {
    const confirmed = make({ state: 'confirmed' });
    expect(decide(confirmed, { kind: 'reopen', knownChanges: 0 })).toBe(confirmed);
  });
});

describe('an offer', () => {
  it('is news once, and none where the same stands already', () => {
    const offered = decide(make({ state: 'waiting' }), { kind: 'hear', attempt: 1, item: offer });
    expect(offered.untold).toEqual([{ kind: 'offered', until, at }]);
    const again = decide(offered, { kind: 'hear', attempt: 1, item: { ...offer, ver: 3 } });
    expect(again.untold).toHaveLength(1);
    expect(decide(again, { kind: 'hear', attempt: 1, item: offer })).toBe(again);
  });

  it('that is taken back leaves the family in line and tells it', () => {
    const offered = make({ state: 'waiting', ver: 2, offeredUntil: until });
    const back = { state: 'waiting', ver: 3, changedAt: at };
    expect(decide(offered, { kind: 'hear', attempt: 1, item: back })).toMatchObject({
      ...{ state: 'waiting', offeredUntil: null, untold: [{ kind: 'withdrawn', at }] },
    });
  });

  it('that runs out ends the waiting', () => {
    const offered = make({ state: 'waiting', ver: 2, offeredUntil: until });
    const expired = { state: 'expired', ver: 3, changedAt: at };
    const ended = decide(offered, { kind: 'hear', attempt: 1, item: expired });
    expect(ended).toMatchObject({ state: 'expired', isUntold: true, untold: [{ kind: 'expired' }] });
    expect(isStanding(ended)).toBe(false);
  });

  it('that is accepted is no news any more', () => {
    const offered = decide(make({ state: 'waiting' }), { kind: 'hear', attempt: 1, item: offer });
    const accepted = decide(offered, { kind: 'accept', attempt: 1 });
    expect(accepted).toMatchObject({ state: 'confirmed', offeredUntil: null, untold: [] });
    expect(accepted).not.toHaveProperty('isUntold');
  });
});

describe('a change of the class', () => {
  const moved = { kind: 'change', change: 'moved', n: 1, at } as const;
  const cancelled = { kind: 'change', change: 'cancelled', n: 2, at } as const;

  it.each(['confirmed', 'waiting', 'pending'] as const)(
    'of its time is told to one that is %s, once',
    (state) => {
      const told = decide(make({ state }), moved);
      expect(told).toMatchObject({ state, knownChanges: 1, untold: [{ kind: 'moved', n: 1 }] });
      expect(decide(told, moved)).toBe(told);
    },
  );

  it('that stood when the family signed up is told to nobody', () => {
    const knowing = make({ state: 'confirmed', knownChanges: 1 });
    expect(decide(knowing, moved)).toBe(knowing);
  });

  it.each(['confirmed', 'waiting'] as const)(
    'that cancels it ends one that is %s, and tells of nothing else',
    (state) => {
      const movedBefore = decide(make({ state }), moved);
      expect(decide(movedBefore, cancelled)).toMatchObject({
        ...{ state: 'closed', endedAt: at, untold: [{ kind: 'cancelled', n: 2 }], isUntold: true },
      });
    },
  );

  it('that cancels it leaves what was attended, and who is still writing gets the answer by itself', () => {
    expect(decide(make({ state: 'attended' }), cancelled).state).toBe('attended');
    expect(decide(make(), cancelled)).toMatchObject({ state: 'abandoned', untold: [] });
  });
});

describe('news of a live class', () => {
  const [startsAt, next] = [new Date('2026-11-28T02:00:00Z'), new Date('2026-12-05T02:00:00Z')];
  const call = { kind: 'call', startsAt, isOn: false, at } as const;
  const replayOut = { kind: 'replayOut', classId: 'cl_1', at } as const;

  it('calls once to each session, whether it is about to begin or has begun', () => {
    const called = decide(make({ state: 'confirmed' }), call);
    expect(called).toMatchObject({ untold: [{ kind: 'live', startsAt, isOn: false }], isUntold: true });
    expect(decide(called, { ...call, isOn: true })).toBe(called);
    expect(decide(called, { ...call, startsAt: next }).untold).toHaveLength(2);
  });

  it('tells of the replay once', () => {
    const told = decide(make({ state: 'attended' }), replayOut);
    expect(told.untold).toEqual([{ kind: 'replay', classId: 'cl_1', at }]);
    expect(decide(told, { ...replayOut, classId: 'cl_2' })).toBe(told);
  });

  it('is for who has a seat, or had it to the end', () => {
    for (const state of ['pending', 'waiting', 'cancelled', 'closed', 'over'] as const) {
      const given = make({ state });
      expect([decide(given, call), decide(given, replayOut)]).toEqual([given, given]);
    }
  });
});

describe('attendance', () => {
  const [session, next] = [new Date('2026-11-28T02:00:00Z'), new Date('2026-12-05T02:00:00Z')];
  const attend = { kind: 'attend', session, at, on: '2026-11-28' } as const;
  const missed = { kind: 'miss', session, of: [session], at, on: '2026-11-28' } as const;

  it('is counted once', () => {
    const attended = decide(make({ state: 'confirmed' }), attend);
    expect(attended).toMatchObject({ state: 'attended', attendedOn: '2026-11-28', isUncounted: true });
    expect(decide(attended, attend)).toBe(attended);
    const counted = decide(attended, { kind: 'counted' });
    expect(counted).not.toHaveProperty('isUncounted');
    expect(decide(counted, { kind: 'counted' })).toBe(counted);
  });

  it('is noted for each session, and counts once there was one', () => {
    const of = [session, next];
    const late = decide(make({ state: 'confirmed' }), { ...missed, of });
    expect([late.state, markOf(late, session), markOf(late, next)]).toEqual(['confirmed', 'absent', null]);
    expect(decide(late, { ...missed, of })).toBe(late);
    const never = decide(late, { ...missed, session: next, of });
    expect(never.state).toBe('absent');
    const there = decide(late, { ...attend, session: next, on: '2026-12-05' });
    expect(there).toMatchObject({ state: 'attended', attendedOn: '2026-12-05', isUncounted: true });
    expect([markOf(there, session), markOf(there, next)]).toEqual(['absent', 'attended']);
    const both = decide(decide(there, { kind: 'counted' }), attend);
    expect(both).toMatchObject({ state: 'attended', attendedOn: '2026-12-05' });
    expect(both.isUncounted).toBeUndefined();
    expect(decide(both, { ...missed, of })).toBe(both);
  });

  it('that was noted as a whole stands for each session', () => {
    const before = make({ state: 'attended' });
    expect([markOf(before, session), markOf(before, next)]).toEqual(['attended', 'attended']);
    expect(decide(before, { ...missed, of: [session, next] })).toBe(before);
  });

  it('of who was put down as missing is mended, and never taken back', () => {
    const absent = decide(make({ state: 'confirmed' }), missed);
    expect(absent.state).toBe('absent');
    const attended = decide(absent, attend);
    expect(attended.state).toBe('attended');
    expect(decide(attended, missed)).toBe(attended);
  });

  it('on a screen is put down by whoever saw it', () => {
    const learned = decide(make({ state: 'confirmed' }), { kind: 'learn', at, on: '2026-11-28' });
    expect(learned).toMatchObject({ state: 'attended' });
    expect(learned).not.toHaveProperty('isUncounted');
  });
});

describe('a reminder', () => {
  it('is one for each time that the class is to begin', () => {
    const remind = (startsAt: Date) => ({ kind: 'remind', startsAt, at }) as const;
    const reminded = decide(make({ state: 'confirmed' }), remind(until));
    expect(reminded.untold).toHaveLength(1);
    expect(decide(reminded, remind(until))).toBe(reminded);
    expect(decide(reminded, remind(at)).untold).toHaveLength(2);
    const waiting = make({ state: 'waiting' });
    expect(decide(waiting, remind(until))).toBe(waiting);
  });

  it('is none of a class that was changed, for who has ended it, and once for who has not', () => {
    const moved = { kind: 'change', change: 'moved', n: 1, at } as const;
    for (const state of ['cancelled', 'declined', 'expired', 'over', 'abandoned'] as const) {
      const ended = make({ state });
      expect(decide(ended, moved)).toBe(ended);
    }
    const absent = decide(make({ state: 'absent' }), { ...moved, change: 'cancelled' });
    expect(absent).toMatchObject({ state: 'absent', untold: [{ kind: 'cancelled', n: 1 }] });
    expect(decide(absent, { ...moved, change: 'cancelled' })).toBe(absent);
  });

  it('that was told is forgotten, what came since is not', () => {
    const reminded = decide(make({ state: 'confirmed' }), { kind: 'remind', startsAt: until, at });
    const moved = decide(reminded, { kind: 'change', change: 'moved', n: 1, at });
    const told = decide(moved, { kind: 'told', news: reminded.untold });
    expect(told).toMatchObject({ isUntold: true, untold: [{ kind: 'moved' }] });
    expect(decide(told, { kind: 'told', news: told.untold })).not.toHaveProperty('isUntold');
  });
});

describe('what ended', () => {
  it.each(['cancelled', 'declined', 'expired', 'closed', 'over', 'abandoned'] as const)(
    '%s holds nothing and is ended by nothing else',
    (state) => {
      const ended = make({ state });
      expect([isStanding(ended), isHolding(ended)]).toEqual([false, false]);
      for (const kind of ['cancel', 'decline', 'runOver'] as const)
        expect(decide(ended, { kind, at })).toBe(ended);
      expect(decide(ended, { kind: 'attend', session: at, at, on: '2026-11-28' })).toBe(ended);
    },
  );
});
