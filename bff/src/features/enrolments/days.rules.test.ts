import { addDays, weekdayOf } from '@nearcare/shared/rules/civil-date';
import { describe, expect, it } from 'vitest';
import { china } from '../../regions/cn.js';
import type { BookableCentre, Group } from '../centres/centres.public.js';
import {
  closedEvents,
  compareDays,
  firstDayBounds,
  groupsTaking,
  monthLines,
  proposedFirstDay,
  refuseApplication,
  wantedDays,
} from './days.rules.js';

// Tuesday 24 November 2026.
const today = '2026-11-24';
const group: Group = {
  ...{ id: 'gr_1', name: '托小班', minMonths: 12, maxMonths: 24, places: 4, enrolled: 0, carers: 1 },
  ageGroup: 'juniorToddler',
};
const care = { kind: 'care', mode: 'fullDay', isVoluntary: false } as const;
const month = { ...care, id: 'm', label: '全日托', unit: 'month', amountFen: 160_000 } as const;

function makeCentre(over: Partial<BookableCentre> = {}): BookableCentre {
  return {
    ...{ id: 'ce_1', name: '绒球屋', address: '', phone: null, regionCode: 'cn', timeZone: 'Asia/Shanghai' },
    ...{ district: { code: 'd_1', name: '桥西街道' }, isInclusive: false },
    ...{ point: { lat: 30, lng: 120, datum: 'wgs84' }, isDemo: false, epoch: 3, told: null },
    filing: {
      ...{ status: 'filed', credentialKind: 'filing', receiptNumber: null, authority: null },
      ...{ filedOn: null, suspendedFrom: null, reason: null },
    },
    openingHours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '08:00', to: '18:00' })),
    ...{ closesOnHolidays: true, closedDays: [], groups: [group], careModes: ['fullDay', 'halfDay'] },
    priceList: [month],
    cancellation: { freeUntilDayBefore: '18:00', lateFeeFen: 0, noShow: 'full', sickUntilTime: '08:00' },
    ...over,
  };
}
const where = (over: Partial<BookableCentre> = {}, on = today) => ({
  ...{ centre: makeCentre(over), region: china, today: on },
});
const coming = {
  ...{
    firstDay: '2026-12-01',
    weekdays: [2, 4],
    withoutDates: [] as string[],
    lastDay: null as string | null,
  },
  ...{ wish: { mode: 'fullDay' } as const, groupId: 'gr_1' },
};
const dates = (...given: Parameters<typeof wantedDays>) => wantedDays(...given).map(({ date }) => date);

describe('the days of an enrolment', () => {
  it('are its weekdays from the first day on, as far as places are held ahead', () => {
    const days = dates(coming, where());
    expect(days.slice(0, 3)).toEqual(['2026-12-01', '2026-12-03', '2026-12-08']);
    expect(new Set(days.map(weekdayOf))).toEqual(new Set([2, 4]));
    expect(days.at(-1)).toBe('2027-03-23');
    expect(china.enrolment.horizonDays).toBeGreaterThan(china.bookingHorizonDays);
  });

  it('end with the last day, and leave out what was accepted without a place', () => {
    const leaving = { ...coming, lastDay: '2026-12-08', withoutDates: ['2026-12-03'] };
    expect(dates(leaving, where())).toEqual(['2026-12-01', '2026-12-08']);
  });

  it('are none on closed days and holidays, and none at all while the centre is not filed', () => {
    const closedDays = [{ on: '2026-12-03', reason: '消毒' }];
    expect(dates(coming, where({ closedDays }))).not.toContain('2026-12-03');
    // 1 January 2027, a Friday.
    expect(dates({ ...coming, weekdays: [5] }, where())).not.toContain('2027-01-01');
    const filing = { ...makeCentre().filing, status: 'suspended' as const };
    expect(dates(coming, where({ filing }))).toEqual([]);
  });

  it('of a whole week are also those worked in exchange for a holiday', () => {
    // Saturday 10 October 2026 was worked for the national holiday.
    const autumn = where({}, '2026-09-28');
    const week = { ...coming, firstDay: '2026-09-28', weekdays: [1, 2, 3, 4, 5] };
    expect(china.calendar.dayKind('2026-10-10').kind).toBe('makeUpWorkday');
    expect(dates(week, autumn)).toContain('2026-10-10');
    expect(dates({ ...week, weekdays: [1, 2, 3, 4] }, autumn)).not.toContain('2026-10-10');
  });

  it('hold the half hours of the half day asked for', () => {
    const half = { ...coming, wish: { mode: 'halfDay', half: 'morning' } as const };
    expect(wantedDays(half, where())[0]?.slots).toEqual([16, 17, 18, 19, 20, 21, 22, 23]);
  });
});

describe('what has to change', () => {
  const held = (date: string, slots = [16]) => ({ date, groupId: 'gr_1', slots, n: 1, epoch: 1 });
  const wanted = (date: string, slots = [16]) => ({ date, groupId: 'gr_1', slots, epoch: 1 });

  it('is what is missing or has other hours, and what is wanted no more', () => {
    const now = { days: [held('2026-12-01'), held('2026-12-03', [17]), held('2026-12-08')] };
    const { missing, drop } = compareDays(now, [wanted('2026-12-01'), wanted('2026-12-03')], today);
    expect(missing.map(({ date }) => date)).toEqual(['2026-12-03']);
    expect(drop).toEqual([held('2026-12-08')]);
  });

  it('lets the past go, yesterday not yet', () => {
    const days = [held('2026-11-22'), held('2026-11-23')];
    expect(compareDays({ days }, [], today).drop).toEqual([held('2026-11-22')]);
  });

  it('is nothing on a day that the desk said something of: who is there stays, who left is not expected again', () => {
    const said = { date: today, slots: [16], checkedInAt: null, checkedOutAt: null };
    const here = { days: [held(today)], attendance: [{ ...said, state: 'checkedIn' as const }] };
    expect(compareDays(here, [], today)).toEqual({ missing: [], drop: [] });
    expect(compareDays(here, [wanted(today, [16, 17])], today).missing).toEqual([]);
    const gone = { days: [], attendance: [{ ...said, state: 'completed' as const }] };
    expect(compareDays(gone, [wanted(today)], today).missing).toEqual([]);
  });

  it('is told where the centre closed, by reason, and not where a day just is past', () => {
    const at = new Date();
    const closedDays = [
      { on: '2026-12-01', reason: '消毒' },
      { on: '2026-12-03', reason: '停电' },
      { on: '2026-12-08', reason: '消毒' },
    ];
    const drop = ['2026-11-20', '2026-12-01', '2026-12-03', '2026-12-08'].map((date) => ({ date }));
    expect(closedEvents(drop, where({ closedDays }), at)).toEqual([
      { what: 'closed', at, dates: ['2026-12-01', '2026-12-08'], reason: '消毒' },
      { what: 'closed', at, dates: ['2026-12-03'], reason: '停电' },
    ]);
    // No closed day: the centre opens at other hours, or not on that weekday any more.
    expect(closedEvents([{ date: '2026-12-10' }], where({ closedDays }), at)).toEqual([
      { what: 'closed', at, dates: ['2026-12-10'], reason: '开门的日子或时间改了' },
    ]);
  });
});

describe('an application is refused', () => {
  const asked = { startMonth: '2026-12', weekdays: [1, 2, 3], wish: { mode: 'fullDay' } as const };
  const codeOf = (
    over: Partial<BookableCentre> = {},
    birthOn = '2025-04-08',
    askedFor: Parameters<typeof refuseApplication>[0] = asked,
  ) => {
    const refusal = refuseApplication(askedFor, birthOn, where(over));
    return refusal && [refusal.code, refusal.facts.date];
  };

  it('for no other reason than these', () => {
    const filing = makeCentre().filing;
    expect(codeOf()).toBeNull();
    expect(codeOf({ filing: { ...filing, status: 'suspended' } })?.[0]).toBe('centre_suspended');
    expect(codeOf({ filing: { ...filing, status: 'unfiled' } })?.[0]).toBe('centre_not_filed');
    expect(codeOf({ careModes: ['hourly'] })?.[0]).toBe('mode_not_offered');
    expect(codeOf({ priceList: [{ ...month, unit: 'day' }] })?.[0]).toBe('no_month_price');
    expect(codeOf({}, '2025-04-08', { ...asked, weekdays: [6, 7] })?.[0]).toBe('centre_closed_day');
    expect(codeOf({}, '2025-04-08', { ...asked, startMonth: '2026-10' })?.[0]).toBe('date_in_past');
    expect(codeOf({}, '2025-04-08', { ...asked, startMonth: '2027-02' })?.[0]).toBe('date_too_far');
    expect(codeOf({}, '2025-04-08', { ...asked, startMonth: '2027-01' })).toBeNull();
  });

  it('by age on the first day, with the day on which it fits', () => {
    // A year old on 20 December: in time for the month. On 5 January: not.
    expect(codeOf({}, '2025-12-20')).toBeNull();
    expect(codeOf({}, '2026-01-05')).toEqual(['child_too_young', '2027-01-05']);
    expect(codeOf({}, '2024-11-30')?.[0]).toBe('child_too_old');
    expect(codeOf({ groups: [] })?.[0]).toBe('child_too_old');
  });
});

describe('the first day', () => {
  it('proposed is the first open one of the weekdays in that month, never in the past', () => {
    const asked = { weekdays: [1], wish: { mode: 'fullDay' } as const };
    expect(proposedFirstDay({ ...asked, startMonth: '2026-12' }, where())).toBe('2026-12-07');
    expect(proposedFirstDay({ ...asked, startMonth: '2026-11' }, where())).toBe('2026-11-30');
  });

  it('leaves four weeks whose places can be looked at', () => {
    const { earliest, latest } = firstDayBounds(china, today);
    expect([earliest, addDays(latest, 28)]).toEqual([today, '2027-03-24']);
    const lastOfMonths = '2027-01-31';
    expect(latest >= lastOfMonths).toBe(true);
  });
});

describe('what a month costs', () => {
  it('is the group’s own line before the one for all, with meals, and never worked out from days', () => {
    const own = { ...month, id: 'o', ageGroup: 'juniorToddler', amountFen: 150_000 } as const;
    const meal = {
      id: 'e',
      kind: 'meal',
      label: '伙食',
      unit: 'day',
      amountFen: 2000,
      isVoluntary: true,
    } as const;
    const other = { ...month, id: 'x', ageGroup: 'infant', amountFen: 190_000 } as const;
    const lines = monthLines([month, own, other, meal], 'fullDay', group);
    expect(lines?.map(({ amountFen }) => amountFen)).toEqual([150_000, 2000]);
    expect(monthLines([{ ...month, unit: 'day' }], 'fullDay', group)).toBeNull();
    expect(monthLines([month], 'halfDay', group)).toBeNull();
  });
});

describe('groups by age', () => {
  it('are those that take the child on that day', () => {
    expect(groupsTaking([group], '2024-12-01', '2026-11-30')).toEqual([group]);
    expect(groupsTaking([group], '2024-12-01', '2026-12-01')).toEqual([]);
  });
});
