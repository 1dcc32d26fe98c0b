import { describe, expect, it } from 'vitest';
import { problemText } from '../../lib/problems.js';
import { china } from '../../regions/cn.js';
import type { BookableCentre, Group, OwnCareRules, PriceLine } from '../centres/centres.public.js';
import { type DayQuestion, decideDay } from './bookings.rules.js';
import { withInstead } from './instead.rules.js';
import type { Wish } from './stay.rules.js';

const [tuesday, wednesday, thursday, saturday] = [
  '2026-11-24',
  '2026-11-25',
  '2026-11-26',
  '2026-11-28',
] as const;
const group = { id: 'g_1', name: '托小班', ageGroup: 'juniorToddler', minMonths: 12, maxMonths: 24 } as Group;
const care = { kind: 'care', isVoluntary: false } as const;
const line = {
  fullDay: { ...care, id: '1', mode: 'fullDay', label: '全日托', unit: 'day', amountFen: 9900 },
  halfDay: { ...care, id: '2', mode: 'halfDay', label: '半日托', unit: 'halfDay', amountFen: 5600 },
  hourly: { ...care, id: '3', mode: 'hourly', label: '计时托', unit: 'hour', amountFen: 1800 },
  temporary: { ...care, id: '4', mode: 'temporary', label: '临时托', unit: 'visit', amountFen: 2500 },
  lateStay: {
    id: '5',
    kind: 'lateStay',
    label: '晚接',
    unit: 'halfHour',
    amountFen: 1000,
    isVoluntary: true,
  },
} as const satisfies Record<string, PriceLine>;
type Sold = Exclude<keyof typeof line, 'lateStay'>;

function centre(sold: readonly Sold[], careRules?: OwnCareRules, over: Partial<BookableCentre> = {}) {
  return {
    ...{ filing: { status: 'filed' }, groups: [group], closedDays: [], closesOnHolidays: true },
    openingHours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '07:30', to: '18:00' })),
    ...{ careModes: sold, priceList: sold.map((mode) => line[mode]), ...(careRules && { careRules }) },
    ...over,
  } as BookableCentre;
}

const all = ['fullDay', 'halfDay', 'hourly', 'temporary'] as const;
const ask = (wish: Wish, of: BookableCentre, date: string = tuesday, over: Partial<DayQuestion> = {}) => {
  const question: DayQuestion = {
    ...{
      centre: of,
      region: china,
      birthOn: '2025-04-08',
      wish,
      date,
      now: { date: tuesday, time: '09:12' },
    },
    ...over,
  };
  const decision = decideDay(question);
  if (decision.isAllowed) return decision;
  const { code, facts } = withInstead(question, decision);
  return { code, facts, said: problemText(code, facts).detail };
};
const visit = (from: string, to: string) => ({ mode: 'temporary', from, to }) as const;
const hours = (from: string, to: string) => ({ mode: 'hourly', from, to }) as const;

describe('care at short notice', () => {
  it('is for today and tomorrow', () => {
    expect(ask(visit('10:00', '12:00'), centre(all))).toMatchObject({ isAllowed: true, answerBy: null });
    expect(ask(visit('10:00', '12:00'), centre(all), wednesday)).toMatchObject({ isAllowed: true });
    expect(ask(visit('10:00', '12:00'), centre(all), thursday)).toMatchObject({
      ...{ code: 'date_too_far', facts: { date: wednesday, insteadMode: 'hourly' } },
    });
  });

  it('has a deadline for its centre where that has to accept it', () => {
    const own = centre(all, { temporary: { needsAcceptance: true } });
    expect(ask(visit('14:00', '15:00'), own)).toMatchObject({
      answerBy: { date: tuesday, time: '10:12' },
    });
    expect(ask(visit('10:30', '12:00'), own)).toMatchObject({ answerBy: { time: '10:00' } });
    expect(ask(visit('10:00', '12:00'), own)).toMatchObject({
      ...{ code: 'notice_too_short', facts: { notice: '1 小时' } },
    });
  });

  it('is so often in a week, and says when again', () => {
    expect(
      ask(visit('10:00', '12:00'), centre(['temporary']), tuesday, { visits: [tuesday, saturday] }),
    ).toMatchObject({ code: 'weekly_limit_reached', said: '每周最多 2 次，11月30日 起又可以约。' });
    const more = centre(['temporary'], { temporary: { perWeek: 3 } });
    expect(ask(visit('10:00', '12:00'), more, tuesday, { visits: [tuesday, saturday] })).toMatchObject({
      isAllowed: true,
    });
  });
});

describe('a late stay', () => {
  it('is priced where the centre has a price for it, and refused with its end of the day where not', () => {
    const own = { fullDay: { until: '17:00' } };
    const none = centre(['fullDay'], own);
    expect(ask({ mode: 'fullDay', to: '17:30' }, none, thursday)).toMatchObject({
      ...{ code: 'late_stay_not_offered', facts: { to: '17:00', insteadMode: 'fullDay' } },
    });
    const sold = centre(['fullDay'], own, { priceList: [line.fullDay, line.lateStay] });
    expect(ask({ mode: 'fullDay', to: '17:30' }, sold, thursday)).toMatchObject({
      to: '17:30',
      totalFen: 10_900,
    });
    expect(ask({ mode: 'fullDay' }, sold, thursday)).toMatchObject({ to: '17:00', totalFen: 9900 });
  });
});

describe('a refusal', () => {
  const said = (answer: ReturnType<typeof ask>) => ('said' in answer ? answer.said : null);

  it('names what the centre offers, and what would fit at that time', () => {
    expect(said(ask(hours('09:00', '11:00'), centre(['fullDay', 'halfDay']), thursday))).toBe(
      '这家有全日托、半日托。可以改约半日托 7:30–12:00。',
    );
    expect(said(ask(hours('14:00', '16:00'), centre(['fullDay', 'halfDay']), thursday))).toBe(
      '这家有全日托、半日托。可以改约半日托 13:00–18:00。',
    );
  });

  it('moves hours into those that can be had', () => {
    expect(said(ask(hours('17:00', '19:00'), centre(all), thursday))).toBe(
      '开门时间 07:30–18:00。可以改约计时托 16:00–18:00。',
    );
    expect(said(ask(hours('09:00', '15:00'), centre(all), thursday))).toBe(
      '计时托一次 1 到 4 小时。可以改约计时托 9:00–13:00。',
    );
    expect(
      said(ask(hours('09:30', '11:30'), centre(['hourly'], { hourly: { gridMinutes: 60 } }), thursday)),
    ).toBe('从整点到整点。可以改约计时托 10:00–12:00。');
    expect(said(ask(hours('10:00', '12:00'), centre(['hourly'], { hourly: { noticeMinutes: 120 } })))).toBe(
      '要提前 2 小时约。可以改约计时托 11:30–13:30。',
    );
  });

  it('of a day that began offers what is left of it', () => {
    expect(ask({ mode: 'fullDay' }, centre(all))).toMatchObject({
      ...{
        code: 'date_in_past',
        facts: { date: wednesday, insteadMode: 'halfDay', insteadHalf: 'afternoon' },
      },
    });
    expect(said(ask({ mode: 'fullDay' }, centre(['fullDay'])))).toBe('最近可以约的是 11月25日。');
  });

  it('names the next day where no other hours of this one would do', () => {
    const short = centre(['hourly'], undefined, {
      openingHours: [
        { weekday: 2, from: '09:00', to: '09:30' },
        { weekday: 4, from: '07:30', to: '18:00' },
      ],
    });
    expect(ask(hours('10:00', '12:00'), short)).toMatchObject({
      ...{ facts: { insteadDate: thursday }, said: '开门时间 09:00–09:30。可以约 11月26日。' },
    });
    expect(said(ask({ mode: 'fullDay' }, centre(all), saturday))).toBe('这天不开门。最近开门的是 11月30日。');
  });

  it('promises nothing where nothing fits', () => {
    const monthly = centre(['fullDay'], undefined, { priceList: [{ ...line.fullDay, unit: 'month' }] });
    expect(said(ask({ mode: 'fullDay' }, monthly, thursday))).toBe('全日托只收按月的孩子。可以打电话问。');
    expect(ask({ mode: 'fullDay' }, monthly, thursday)).not.toHaveProperty('facts.instead');
  });
});
