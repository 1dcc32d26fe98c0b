import { createRequire } from 'node:module';
import { civilParts, weekdayOf } from '@nearcare/shared/rules/civil-date';
import type Holidays from 'date-holidays';
import { madeWhenAsked } from '../lib/made-when-asked.js';
import { chinaComplaints } from './cn-complaints.js';
import { guidanceAsInChina } from './guidance-rules.js';
import { assumedLearning } from './learning-rules.js';
import type { DayKind, Region } from './region.js';
import { rememberingDays } from './remembered-days.js';

/** Chinese names by the library's rule for the day; one that is missing here keeps its Polish name. */
const chineseNames: Readonly<Record<string, string>> = {
  '01-01': '元旦',
  '01-06': '主显节',
  easter: '复活节',
  'easter 1': '复活节星期一',
  '05-01': '劳动节',
  '05-03': '宪法日',
  'easter 49': '圣灵降临节',
  'easter 60': '基督圣体节',
  '08-15': '圣母升天节',
  '11-01': '诸圣节',
  '11-11': '独立日',
  '12-24': '平安夜',
  '12-25': '圣诞节',
  '12-26': '圣诞节次日',
};

/** Loaded for the first day that is asked about: loading it takes a tenth of the start, and not everybody asks. */
const listHolidays = madeWhenAsked(() => {
  const Library = createRequire(import.meta.url)('date-holidays') as typeof Holidays;
  const polish = new Library('PL', { types: ['public'] });
  return (year: number) => polish.getHolidays(year);
});
const namesByYear = new Map<number, Map<string, string>>();

function holidaysOf(year: number): Map<string, string> {
  let names = namesByYear.get(year);
  if (!names) {
    const rows = listHolidays(year).map((holiday): [string, string] => {
      const rule = holiday.rule.replace(/ since \d{4}$/, '');
      return [holiday.date.slice(0, 10), chineseNames[rule] ?? holiday.name];
    });
    names = new Map(rows);
    namesByYear.set(year, names);
  }
  return names;
}

// All Polish holidays stand in the law as rules (ustawa o dniach wolnych od pracy), so later years are computed, not
// assumed; the last year only keeps absurd input from filling the cache.
const yearsCovered = { from: 2012, to: 2099 };

function dayKind(date: string): DayKind {
  const { year } = civilParts(date);
  const isAssumed = year < yearsCovered.from || year > yearsCovered.to;
  const name = isAssumed ? null : (holidaysOf(year).get(date) ?? null);
  if (name !== null) return { kind: 'holiday', name, isAssumed };
  return { kind: weekdayOf(date) >= 6 ? 'weekend' : 'workday', name, isAssumed };
}

const calendar = rememberingDays({ dayKind, yearsCovered });

export const poland: Region = {
  code: 'pl',
  name: '波兰',
  timeZone: 'Europe/Warsaw',
  currency: 'PLN',
  phone: { pattern: /^\d{9}$/, lengthText: '要 9 位数字。' },
  box: { south: 49.0, west: 14.1, north: 54.9, east: 24.2 },
  bookingHorizonDays: 60,
  // The register is refreshed by the municipalities within some days; a week-old figure is still worth a phone call.
  vacancyMaxAgeHours: 168,
  defaultRadiusMetres: 3000,
  maxRadiusMetres: 50_000,
  // ASSUMPTION: as in China; Kodeks postępowania administracyjnego art. 35 gives a month at most.
  feeReductionAnswerWorkdays: 15,
  // ASSUMPTION: half days of 4 to 5 hours, hours one to four at a time. Temporary care as in China.
  careRules: {
    fullDay: { until: null },
    halfDay: { morningUntil: '12:00', afternoonFrom: '13:00' },
    hourly: { minMinutes: 60, maxMinutes: 240, gridMinutes: 30, noticeMinutes: 0 },
    temporary: {
      ...{ minMinutes: 30, maxMinutes: 240, gridMinutes: 30, noticeMinutes: 0 },
      ...{ daysAhead: 1, perWeek: 2, needsAcceptance: false },
      ...{ answerWithinMinutes: 60, answerBeforeMinutes: 30 },
    },
    lunchAt: '11:30',
    offerHold: {
      ...{ atMostMinutes: 120, atLeastMinutes: 15, freeBeforeCareMinutes: 60 },
      ...{ nightFrom: '22:00', nightUntil: '08:00' },
    },
  },
  careDay: { remindFrom: '18:00', remindUntil: '21:00', noShowAfterMinutes: 30 },
  survey: { openDays: 14, fewestShown: 5, months: 12 },
  classes: { checkInFromMinutes: 60, correctHours: 48, rateDays: 14, callToLiveMinutes: 10 },
  // ASSUMPTION: as in China; the contract with the centre says more.
  enrolment: {
    answerWorkdays: 5,
    startMonthsAhead: 2,
    horizonDays: 120,
    noticeDays: 14,
    refundNotes: ['怎么退、退多少，看你和机构签的协议。'],
  },
  learning: assumedLearning,
  // ASSUMPTION: categories, clocks and texts as in China; the bodies by what they are for. No channel outside is named, for
  // none was looked up; nor was a rule of how long recordings are kept, and a month is careful.
  complaints: {
    ...chinaComplaints,
    bodies: [
      { code: 'health', name: '市镇政府' },
      { code: 'market', name: '消费者监察专员' },
      { code: 'police', name: '警方' },
      { code: 'fire', name: '消防部门' },
      { code: 'cyberspace', name: '个人数据保护局' },
      { code: 'centre', name: '托育机构' },
      { code: 'organiser', name: '课程主办方' },
      { code: 'hotline', name: '112 紧急电话' },
    ],
    higherLevels: ['省督'],
    outsideChannels: [],
    footageDays: 30,
  },
  // ASSUMPTION: as in China; no rule was looked up.
  guidance: guidanceAsInChina,
  quoteHoldMinutes: 15,
  emergencyNumbers: [
    { kind: 'any', number: '112', label: '紧急求助' },
    { kind: 'police', number: '997', label: '报警' },
    { kind: 'ambulance', number: '999', label: '急救' },
    { kind: 'fire', number: '998', label: '火警' },
  ],
  calendar,
  demoPlace: null,
};
