import { ageInMonths, groupFor } from '@nearcare/shared/rules/age';
import { addMonths, daysBetween } from '@nearcare/shared/rules/civil-date';
import type { CentreDetail } from '../../../api/centre';
import { agoWords, monthDay, timeRange } from '../../../ui/words/civil-words';

type Group = CentreDetail['groups'][number];
type PriceLine = CentreDetail['priceList'][number];

/** Whether and when this child may come; the parent reads the reason before pressing anything. */
export type Fit =
  | { kind: 'fits'; group: Group }
  | { kind: 'tooYoung'; fromMonths: number; fromOn: string }
  | { kind: 'tooOld'; upToMonths: number }
  | { kind: 'noGroups' };

/** Fit on one civil day, by the age on that day. */
export function fitOf(centre: CentreDetail, birthOn: string, on: string): Fit {
  const { groups } = centre;
  if (groups.length === 0) return { kind: 'noGroups' };
  const months = ageInMonths(birthOn, on);
  const group = groupFor(groups, months);
  if (group) return { kind: 'fits', group };
  const later = groups.map(({ minMonths }) => minMonths).filter((minMonths) => minMonths > months);
  if (later.length > 0) {
    const fromMonths = Math.min(...later);
    return { kind: 'tooYoung', fromMonths, fromOn: addMonths(birthOn, fromMonths) };
  }
  return { kind: 'tooOld', upToMonths: Math.max(...groups.map(({ maxMonths }) => maxMonths)) };
}

/** `小满 6 个月才能来，1月8日 起可以，还有 40 天`. */
export function fitSentence(fit: Fit, nickname: string, today: string): string | null {
  if (fit.kind === 'tooYoung') {
    return `${nickname} ${fit.fromMonths} 个月才能来，${monthDay(fit.fromOn)}起可以，还有 ${daysBetween(today, fit.fromOn)} 天。`;
  }
  if (fit.kind === 'tooOld') return `这里收到 ${fit.upToMonths} 个月，${nickname}已经大了。可以看幼儿园。`;
  return null;
}

/** Opening hours of one weekday (ISO 1–7), `7:30–18:00`; null on a day off. */
export function hoursOn(centre: CentreDetail, weekday: number): string | null {
  const hours = centre.openingHours.filter((line) => line.weekday === weekday);
  return hours.length === 0 ? null : hours.map(({ from, to }) => timeRange(from, to)).join('、');
}

/** Weekdays of equal hours in one line: `周一至周五 7:30–18:00`. */
export function hourLines(centre: CentreDetail): { days: string; hours: string }[] {
  const letters = '一二三四五六日';
  const lines: { first: number; last: number; hours: string }[] = [];
  for (let weekday = 1; weekday <= 7; weekday += 1) {
    const hours = hoursOn(centre, weekday) ?? '休息';
    const previous = lines.at(-1);
    if (previous && previous.hours === hours) previous.last = weekday;
    else lines.push({ first: weekday, last: weekday, hours });
  }
  return lines.map(({ first, last, hours }) => ({
    days: first === last ? `周${letters[first - 1]}` : `周${letters[first - 1]}至周${letters[last - 1]}`,
    hours,
  }));
}

// What can be booked first, then by the month.
const unitOrder: readonly PriceLine['unit'][] = [
  'day',
  'halfDay',
  'hour',
  'visit',
  'month',
  'meal',
  'halfHour',
];

/** The care prices that hold for one age group, lines of that group or of no group at all: by the day first. */
export function pricesFor(centre: CentreDetail, ageGroup: Group['ageGroup'] | null): PriceLine[] {
  return centre.priceList
    .filter(
      (line) =>
        line.kind === 'care' &&
        (ageGroup === null || line.ageGroup === undefined || line.ageGroup === ageGroup),
    )
    .sort((a, b) => unitOrder.indexOf(a.unit) - unitOrder.indexOf(b.unit));
}

/** Whether a full day can be booked by the day at all: a price per day for this age. */
export function hasDayPrice(centre: CentreDetail, ageGroup: Group['ageGroup'] | null): boolean {
  return pricesFor(centre, ageGroup).some((line) => line.mode === 'fullDay' && line.unit === 'day');
}

/** Hands of one group as its staff count them: `3 位老师，现在 13 个孩子，每位带 5 个`. */
export function groupStaffWords({ carers, enrolled }: Group): string | null {
  if (carers === null || carers < 1) return null;
  if (enrolled === null || enrolled < 1) return `${carers} 位老师`;
  return `${carers} 位老师，现在 ${enrolled} 个孩子，每位最多带 ${Math.ceil(enrolled / carers)} 个`;
}

export type StaffWords = { isEnough: boolean; sentence: string; verdict: string };

/** Hands in plain words against the limit of the state, with no judgement beyond the number. */
export function staffWords(ratio: NonNullable<CentreDetail['staffRatio']>): StaffWords {
  const { carers, children, ratioLimit } = ratio;
  if (carers < 1) {
    return { isEnough: false, sentence: `${children} 个孩子，没有登记在班的老师。`, verdict: '先打电话问' };
  }
  const [least, most] = [Math.floor(children / carers), Math.ceil(children / carers)];
  const each = least === most ? `${most} 个` : `${least} 到 ${most} 个`;
  const isEnough = children <= carers * ratioLimit;
  return isEnough
    ? {
        isEnough,
        sentence: `${carers} 位老师带 ${children} 个孩子，每位带 ${each}。国家要求 1:${ratioLimit}，每位不超过 ${ratioLimit} 个，`,
        verdict: '够了',
      }
    : {
        isEnough,
        sentence: `${carers} 位老师带 ${children} 个孩子。现在每位老师带 ${most} 个，`,
        verdict: `超过国家要求的 ${ratioLimit} 个`,
      };
}

/** Where the number of places comes from and how old it is. Past the region’s limit it says so and sends to the phone. */
export function vacancyAgeWords(vacancy: CentreDetail['card']['vacancy']): string | null {
  const { ageMinutes, state, basis } = vacancy;
  if (ageMinutes === null) return null;
  const ago = agoWords(ageMinutes);
  if (state === 'unknown') return `余位 ${ago.replace('前', '')}没更新，先打电话问`;
  return basis === 'roster' ? `${ago}更新` : `园方 ${ago}核对`;
}

/** The staff’s number in a sentence, for centres that only sell months. */
export function toldWords(vacancy: CentreDetail['card']['vacancy']): string {
  if (vacancy.state === 'full') return '园方说按月的托位满了。';
  if (vacancy.state === 'free' && vacancy.places !== null)
    return `园方说还有 ${vacancy.places} 个按月的托位。`;
  return '不知道还有没有托位，先打电话问。';
}
