import { describe, expect, it } from 'vitest';
import { china } from '../../regions/cn.js';
import {
  ageOnTheDay,
  type ClassTime,
  cancelUntil,
  checkInWindow,
  fitsAge,
  isLaterOnAir,
  isMoved,
  type ParentingClass,
  phaseOf,
  refuseMark,
  refuseSignUp,
  sessionNoted,
  sessionOnAir,
  sessionShown,
  signUpClosesAt,
  signUpState,
  termsChanged,
} from './class.rules.js';

/** Saturday 28 November 2026, ten to eleven in Shanghai, and the same on the Saturday after. */
const first: ClassTime = {
  ...{ startsAt: new Date('2026-11-28T02:00:00Z'), endsAt: new Date('2026-11-28T03:00:00Z') },
  ...{ date: '2026-11-28', from: '10:00', to: '11:00' },
};
const second: ClassTime = {
  ...{ startsAt: new Date('2026-12-05T02:00:00Z'), endsAt: new Date('2026-12-05T03:00:00Z') },
  ...{ date: '2026-12-05', from: '10:00', to: '11:00' },
};
const venue = { kind: 'other', name: '儿童之家', address: '桥西路', lat: 30, lng: 120 } as const;
const at = (instant: string) => new Date(`2026-${instant}Z`);

function make(given: Partial<ParentingClass> = {}): ParentingClass {
  return {
    ...{
      title: '爬走跑',
      about: '一起来。',
      kind: 'activity',
      way: 'onSite',
      topic: 'motor',
      status: 'published',
    },
    organiser: { kind: 'district', centreId: null, districtCode: '1', name: '桥西' },
    ...{ sessions: [first], venue, ageFromMonths: 12, ageToMonths: 24, priceFen: 0, currency: 'CNY' },
    ...{ experts: [], seats: 3, mostPerFamily: 2, signUpOpensAt: at('11-20T00:00:00'), signUpClosesHours: 0 },
    ...{ cancelHours: 2, changes: [], recording: null, replayOf: null, timeZone: 'Asia/Shanghai' },
    ...{ regionCode: 'cn', isDemo: false },
    ...given,
  };
}
const live = (given: Partial<ParentingClass> = {}) =>
  make({ way: 'live', seats: null, venue: null, ...given });
const recorded = (given: Partial<ParentingClass> = {}) =>
  make({
    way: 'recorded',
    seats: null,
    venue: null,
    sessions: [],
    recording: { mediaId: 'm', seconds: 9 },
    ...given,
  });

describe('the time of a class', () => {
  it.each([
    ['before it begins', '11-28T01:59:59', 'upcoming'],
    ['from its first second', '11-28T02:00:00', 'running'],
    ['once it is over', '11-28T03:00:00', 'upcoming'],
    ['in its last session', '12-05T02:30:00', 'running'],
    ['after the last one', '12-05T03:00:00', 'over'],
  ])('%s', (_, instant, phase) => {
    expect(phaseOf(make({ sessions: [first, second] }), at(instant))).toBe(phase);
  });

  it('is always for a recorded one', () => {
    expect(phaseOf(recorded(), at('11-28T02:00:00'))).toBe('always');
  });

  it('is shown by the session that is on or comes next, else by the last', () => {
    const sessions = [first, second];
    expect(sessionShown(sessions, at('11-28T02:30:00'))).toBe(first);
    expect(sessionShown(sessions, at('11-28T03:00:00'))).toBe(second);
    expect(sessionShown(sessions, at('12-06T00:00:00'))).toBe(second);
    expect(sessionShown([], at('12-06T00:00:00'))).toBeNull();
  });
});

describe('signing up', () => {
  it('ends when an on-site class begins, or so many hours before', () => {
    expect(signUpClosesAt(make())).toEqual(first.startsAt);
    expect(signUpClosesAt(make({ signUpClosesHours: 24 }))).toEqual(at('11-27T02:00:00'));
  });

  it('for a live room without limit ends with the class, with a limit when it begins', () => {
    expect(signUpClosesAt(live())).toEqual(first.endsAt);
    expect(signUpClosesAt(live({ seats: 50 }))).toEqual(first.startsAt);
    expect(signUpClosesAt(live({ signUpClosesHours: 1 }))).toEqual(at('11-28T01:00:00'));
    expect(signUpClosesAt(recorded())).toBeNull();
  });

  it('is not yet open before its opening', () => {
    expect(signUpState(make(), at('11-19T23:59:59'))).toBe('notYet');
    expect(signUpState(make(), at('11-20T00:00:00'))).toBe('open');
    expect(signUpState(make(), at('11-28T02:00:00'))).toBe('over');
  });

  const toddler = '2025-04-08';
  it.each([
    ['a child of the right age', make(), toddler, '11-24T00:00:00', null],
    ['a cancelled class', make({ status: 'cancelled' }), toddler, '11-24T00:00:00', 'class_cancelled'],
    ['one that is over', make(), toddler, '11-29T00:00:00', 'class_over'],
    ['one not open yet', make(), toddler, '11-19T00:00:00', 'sign_up_not_open'],
    ['one that has begun', make(), toddler, '11-28T02:10:00', 'sign_up_over'],
    ['a live one that has begun', live(), toddler, '11-28T02:10:00', null],
    ['a child too young on that day', make(), '2025-11-29', '11-24T00:00:00', 'class_age_unfit'],
    ['a child just old enough on that day', make(), '2025-11-28', '11-24T00:00:00', null],
    ['a child in the last month that fits', make(), '2024-10-29', '11-24T00:00:00', null],
    ['a child past the last month', make(), '2024-10-28', '11-24T00:00:00', 'class_age_unfit'],
    ['a recorded one, at any age', recorded(), '2020-01-01', '11-24T00:00:00', null],
    [
      'a recorded one without its recording',
      recorded({ recording: null }),
      toddler,
      '11-24T00:00:00',
      'not_found',
    ],
  ])('is decided for %s', (_, given, birthOn, instant, code) => {
    expect(refuseSignUp(given, birthOn, at(instant))?.code ?? null).toBe(code);
  });

  it('goes by the age on the day of the class, not of today', () => {
    expect(ageOnTheDay(make(), '2025-11-28')).toBe(12);
    expect(fitsAge(make(), '2025-11-29')).toBe(false);
    expect(ageOnTheDay(recorded(), '2025-11-28')).toBeNull();
  });
});

describe('giving a seat back', () => {
  it('ends so many hours before, where seats are counted', () => {
    expect(cancelUntil(make(), at('11-24T00:00:00'))).toEqual(at('11-28T00:00:00'));
    expect(cancelUntil(live(), at('11-24T00:00:00'))).toEqual(first.endsAt);
    expect(cancelUntil(recorded(), at('11-24T00:00:00'))).toBeNull();
  });

  it('goes on until it begins for who signed up before it was moved', () => {
    const moved = make({ changes: [{ kind: 'moved', at: at('11-25T00:00:00'), reason: '换地方' }] });
    expect(cancelUntil(moved, at('11-24T00:00:00'))).toEqual(first.startsAt);
    expect(cancelUntil(moved, at('11-26T00:00:00'))).toEqual(at('11-28T00:00:00'));
  });
});

describe('noting who came', () => {
  const rules = china.classes;
  it('begins an hour before and may be mended for two days', () => {
    expect(checkInWindow(make(), rules)).toEqual({
      opensAt: at('11-28T01:00:00'),
      closesAt: at('11-30T03:00:00'),
    });
    expect(checkInWindow(live(), rules)).toBeNull();
  });

  it.each([
    ['attended', '11-28T00:59:59', 'check_in_not_open'],
    ['attended', '11-28T01:00:00', null],
    ['absent', '11-28T02:59:59', 'check_in_not_open'],
    ['absent', '11-28T03:00:00', null],
    ['attended', '11-30T03:00:00', 'check_in_over'],
  ] as const)('%s at %s', (mark, instant, code) => {
    expect(refuseMark(make(), { mark, session: first }, rules, at(instant))?.code ?? null).toBe(code);
  });

  it('is for no live and no cancelled class', () => {
    const there = { mark: 'attended', session: first } as const;
    expect(refuseMark(live(), there, rules, first.startsAt)?.code).toBe('not_found');
    const cancelled = make({ status: 'cancelled' });
    expect(refuseMark(cancelled, there, rules, first.startsAt)?.code).toBe('class_cancelled');
  });

  it('is of one session: the last whose doors opened, unless another is named', () => {
    const twice = make({ sessions: [first, second] });
    const notedAt = (instant: string) => sessionNoted(twice, rules, at(instant));
    expect([notedAt('11-20T00:00:00'), notedAt('11-28T01:00:00'), notedAt('12-05T00:59:59')]).toEqual([
      ...[first, first, first],
    ]);
    expect(notedAt('12-05T01:00:00')).toBe(second);
    const next = { mark: 'attended', session: second } as const;
    expect(refuseMark(twice, next, rules, at('12-05T00:59:59'))?.code).toBe('check_in_not_open');
    expect(refuseMark(twice, next, rules, at('12-05T01:00:00'))).toBeNull();
    expect(refuseMark(twice, { mark: 'absent', session: first }, rules, at('11-28T03:00:00'))).toBeNull();
  });
});

describe('what else is another', () => {
  const teachers = (...names: string[]) => names.map((name) => ({ id: null, name, title: null }));

  it('is what it costs, and who gives it', () => {
    expect(termsChanged(make(), make({ title: '别的' }))).toEqual({});
    expect(termsChanged(make(), make({ priceFen: 100 }))).toEqual({ price: { beforeFen: 0, fen: 100 } });
    const [before, after] = [
      make({ experts: teachers('甲', '乙') }),
      make({ experts: teachers('乙', '丙') }),
    ];
    expect(termsChanged(before, after)).toEqual({ experts: { before: ['甲', '乙'], now: ['乙', '丙'] } });
    expect(termsChanged(before, make({ experts: teachers('乙', '甲') }))).toEqual({});
  });
});

describe('a live class that its host began', () => {
  const begun = { plannedFrom: first.startsAt, from: at('11-28T01:40:00'), to: null };
  const ended = { ...begun, to: at('11-28T02:40:00') };
  const phases = (given: ParentingClass, ...instants: string[]) =>
    instants.map((instant) => phaseOf(given, at(instant)));

  it('is running from then until it was ended', () => {
    const on = live({ onAir: begun });
    expect(phases(on, '11-28T01:39:59', '11-28T01:40:00', '11-28T03:20:00')).toEqual([
      ...(['upcoming', 'running', 'running'] as const),
    ]);
    expect(phases(live({ onAir: ended }), '11-28T02:39:59', '11-28T02:40:00')).toEqual(['running', 'over']);
    expect(signUpClosesAt(live({ onAir: ended }))).toEqual(ended.to);
    expect(signUpClosesAt(live({ onAir: { ...begun, to: at('11-28T03:30:00') } }))).toEqual(first.endsAt);
  });

  it('is upcoming again before its next session, and goes by the clock where it was moved', () => {
    const twice = live({ sessions: [first, second], onAir: ended });
    expect(phases(twice, '11-28T02:50:00', '12-05T02:30:00')).toEqual(['upcoming', 'running']);
    const moved = live({ sessions: [second], onAir: begun });
    expect(phases(moved, '11-28T01:50:00')).toEqual(['upcoming']);
    expect(sessionOnAir(moved)).toBeNull();
    expect(sessionOnAir(live({ onAir: begun }))).toBe(first);
    expect(sessionOnAir(live({ onAir: ended }))).toBeNull();
  });

  it('is known by the later word, whichever comes first', () => {
    expect(isLaterOnAir(undefined, begun)).toBe(true);
    expect([isLaterOnAir(begun, ended), isLaterOnAir(ended, begun), isLaterOnAir(ended, ended)]).toEqual([
      ...[true, false, false],
    ]);
    const next = { plannedFrom: second.startsAt, from: second.startsAt, to: null };
    expect([isLaterOnAir(ended, next), isLaterOnAir(next, ended)]).toEqual([true, false]);
  });
});

describe('a move', () => {
  it('is another time or another place, and nothing else', () => {
    expect(isMoved(make(), make({ title: '别的', seats: 9 }))).toBe(false);
    expect(isMoved(make(), make({ sessions: [second] }))).toBe(true);
    expect(isMoved(make(), make({ sessions: [first, second] }))).toBe(true);
    expect(isMoved(make(), make({ venue: { ...venue, address: '桥东路' } }))).toBe(true);
    expect(isMoved(live(), live())).toBe(false);
  });
});
