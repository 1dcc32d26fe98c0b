import { civilParts, weekdayOf } from '@nearcare/shared/rules/civil-date';
import chineseDays from 'chinese-days';
import { chinaComplaints } from './cn-complaints.js';
import { guidanceAsInChina } from './guidance-rules.js';
import { assumedLearning } from './learning-rules.js';
import type { DayKind, Region } from './region.js';
import { rememberingDays } from './remembered-days.js';

/**
 * Holidays on fixed dates by 全国年节及纪念日放假办法 (2024): all that can be said of a year whose arrangement the State
 * Council has not published, or that our copy does not hold. The lunar ones and the make-up workdays are not guessed.
 */
const fixedHolidays: Readonly<Record<string, string>> = {
  '01-01': '元旦',
  '05-01': '劳动节',
  '05-02': '劳动节',
  '10-01': '国庆节',
  '10-02': '国庆节',
  '10-03': '国庆节',
};

/** The library names an arranged day "National Day,国庆节,3" and any other day after its weekday. */
function arrangedName(date: string): string | null {
  return chineseDays.getDayDetail(date).name.split(',')[1] ?? null;
}

// An arrangement always holds 1 October, so that day tells whether a year's is known.
const isKnown = (year: number): boolean => arrangedName(`${year}-10-01`) !== null;

function yearsKnown(): { from: number; to: number } {
  let to = 2026;
  while (isKnown(to + 1)) to += 1;
  let from = to;
  while (isKnown(from - 1)) from -= 1;
  return { from, to };
}

const yearsCovered = yearsKnown();

function dayKind(date: string): DayKind {
  const { year } = civilParts(date);
  const isWeekend = weekdayOf(date) >= 6;
  if (year < yearsCovered.from || year > yearsCovered.to) {
    const name = fixedHolidays[date.slice(5)] ?? null;
    return { kind: name ? 'holiday' : isWeekend ? 'weekend' : 'workday', name, isAssumed: true };
  }
  const name = arrangedName(date);
  if (name === null) return { kind: isWeekend ? 'weekend' : 'workday', name, isAssumed: false };
  const isWorked = chineseDays.getDayDetail(date).work;
  if (!isWorked) return { kind: 'holiday', name, isAssumed: false };
  return { kind: isWeekend ? 'makeUpWorkday' : 'workday', name, isAssumed: false };
}

const calendar = rememberingDays({ dayKind, yearsCovered });

export const china = {
  code: 'cn',
  name: '中国',
  timeZone: 'Asia/Shanghai',
  currency: 'CNY',
  phone: { pattern: /^1[3-9]\d{9}$/, lengthText: '要 11 位数字。' },
  box: { south: 17.5, west: 73.4, north: 53.7, east: 135.2 },
  bookingHorizonDays: 60,
  vacancyMaxAgeHours: 72,
  defaultRadiusMetres: 3000,
  maxRadiusMetres: 50_000,
  // ASSUMPTION: no rule found; as long as an operator has to answer requests about personal data (privacy policy).
  feeReductionAnswerWorkdays: 15,
  // ASSUMPTION: half days of 4 to 5 hours, hours one to four at a time. Temporary care twice a week
  // is the rule of Hangzhou's 婴幼儿成长驿站 (2023).
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
  enrolment: {
    // ASSUMPTION: no rule found for any of these four; answered within a week's work, as filing itself is.
    answerWorkdays: 5,
    startMonthsAhead: 2,
    horizonDays: 120,
    noticeDays: 14,
    refundNotes: [
      '怎么退、退多少，看你和机构签的协议。',
      '交了预付款，7 天内可以要求退，之前上过同样服务的除外（2025 年 5 月起的司法解释）。',
      '机构没按约定提供的，应当退预付款和利息（消费者权益保护法第五十三条）。',
    ],
  },
  complaints: chinaComplaints,
  learning: assumedLearning,
  guidance: guidanceAsInChina,
  quoteHoldMinutes: 15,
  emergencyNumbers: [
    { kind: 'police', number: '110', label: '报警' },
    { kind: 'ambulance', number: '120', label: '急救' },
    { kind: 'fire', number: '119', label: '火警' },
    { kind: 'government', number: '12345', label: '政务服务热线' },
    { kind: 'consumer', number: '12315', label: '消费者投诉' },
  ],
  calendar,
  // 禾川市 exists only here. The point lies in hills of north-west Hubei, some 40 km from the nearest county towns, so
  // that no parent takes a demo centre for a real one.
  demoPlace: { name: '禾川市', lat: 31.42, lng: 111.64 },
} as const satisfies Region;
