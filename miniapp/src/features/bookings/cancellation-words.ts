import type { Reply } from '@nearcare/shared/contract/types';
import { daysBetween, weekdayOf } from '@nearcare/shared/rules/civil-date';
import { clockWords, dayWords, weekdayWord } from '../../ui/words/civil-words';
import { type MoneyCurrency, priceWithCurrency } from '../../ui/words/money';

type Terms = Reply<'getBooking'>['cancellation'];

export type CancellationLine = { when: string; cost: string };

const fee = (fen: number, currency: MoneyCurrency) =>
  fen === 0 ? '不收费' : `收 ${priceWithCurrency(fen, currency)}`;

/** Until when cancelling costs nothing: `周三 18:00`, with the date when that weekday is not in the same week. */
export function freeUntilWords(terms: Terms, date: string): string {
  const day =
    daysBetween(terms.freeUntilOn, date) < 7
      ? weekdayWord(weekdayOf(terms.freeUntilOn))
      : dayWords(terms.freeUntilOn);
  return `${day} ${clockWords(terms.freeUntilTime)}`;
}

/** The same for any of several days: `前一天 18:00`. */
function eachDayWords({ cancellation: { freeUntilOn, freeUntilTime }, date }: CancellationOf): string {
  const days = daysBetween(freeUntilOn, date);
  return `${days === 1 ? '前一天' : `前 ${days} 天`} ${clockWords(freeUntilTime)}`;
}

/** Who takes money and who gives it back, said wherever there is a price to be asked back. */
export const payingWords = '钱在机构付，退也由机构退，就近托不收钱。';

/** What cancelling at this moment comes to: `现在取消收 20 元。付过的，机构退 79 元。` */
export function cancelNowWords(
  { feeFen, backFen }: { feeFen: number; backFen: number },
  currency: MoneyCurrency,
): string {
  const now = `现在取消${fee(feeFen, currency)}。`;
  return backFen === 0 ? now : `${now}付过的，机构退 ${priceWithCurrency(backFen, currency)}。`;
}

/** A quote or a booking, as far as its terms speak about it. */
export type CancellationOf = {
  cancellation: Terms;
  date: string;
  totalFen: number;
  currency: MoneyCurrency;
};

/** How the terms stand at the moment: as far as it is known, the time in which cancelling is free may be over. */
export type TermsNow = {
  /** Said of each of several days. */
  isForEachDay?: boolean;
  isFreeOver?: boolean;
  /** Whether a sick day can still be told in time, where that is known. */
  isSickOver?: boolean;
  /** The centre has not accepted it: until then nothing is owed (`ifCancelledNow`). */
  isAsking?: boolean;
};

/** What it costs not to come, line by line. Amounts come from the centre’s terms; only an equal total reads 全价. */
export function cancellationLines(of: CancellationOf, now: TermsNow = {}): CancellationLine[] {
  const { cancellation: terms, currency } = of;
  const bySickTime = `生病（当天 ${clockWords(terms.sickUntilTime)} 前说）`;
  const isFullPrice = terms.noShowFeeFen > 0 && terms.noShowFeeFen === of.totalFen;
  return [
    ...cancelling(of, now),
    { when: '没来也没说', cost: isFullPrice ? '收全价' : fee(terms.noShowFeeFen, currency) },
    ...(now.isSickOver
      ? [
          { when: bySickTime, cost: '已经过了' },
          { when: '现在说生病', cost: '由机构定' },
        ]
      : [{ when: bySickTime, cost: '不收费' }]),
  ];
}

/** What not having come is charged, said once it happened: `按预约时的说明，没来也没说收 119 元，到园结算。` */
export function noShowWords({
  cancellation,
  quote,
}: Pick<Reply<'getBooking'>, 'cancellation' | 'quote'>): string {
  const cost = fee(cancellation.noShowFeeFen, quote.currency);
  return `按预约时的说明，没来也没说${cost}${cancellation.noShowFeeFen === 0 ? '' : '，到园结算'}。`;
}

function cancelling(of: CancellationOf, now: TermsNow): CancellationLine[] {
  const { isForEachDay = false, isFreeOver = false, isAsking = false } = now;
  const until = `${isForEachDay ? eachDayWords(of) : freeUntilWords(of.cancellation, of.date)} 前取消`;
  const late = fee(of.cancellation.lateFeeFen, of.currency);
  const waiting = { when: '机构同意以前取消', cost: '不收费' };
  if (isFreeOver)
    return isAsking
      ? [waiting, { when: '同意以后取消', cost: late }]
      : [
          { when: until, cost: '已经过了' },
          { when: '现在取消', cost: late },
        ];
  return [...(isAsking ? [waiting] : []), { when: until, cost: '不收费' }, { when: '之后取消', cost: late }];
}

/** Whether cancelling this booking at no cost is over: by what the server says it costs now, or was when it was asked for. */
export function isFreeOver({
  ifCancelledNow,
  cancellation,
  bookedAt,
}: Pick<Reply<'getBooking'>, 'ifCancelledNow' | 'cancellation' | 'bookedAt'>): boolean {
  return (
    (ifCancelledNow !== null && ifCancelledNow.feeFen > 0) ||
    Date.parse(cancellation.freeUntilAt) <= Date.parse(bookedAt)
  );
}

/**
 * Whether cancelling cost nothing was over when this quote was made, by the server’s clock: the moment of the answer is
 * its end less its seconds. Instants are UTC text of one form, which `Date.parse` reads alike on every phone.
 */
export function wasFreeOver(
  quote: { expiresAt: string; expiresInSeconds: number },
  { freeUntilAt }: Pick<Terms, 'freeUntilAt'>,
): boolean {
  const answeredAtMs = Date.parse(quote.expiresAt) - quote.expiresInSeconds * 1000;
  return Date.parse(freeUntilAt) <= answeredAtMs;
}
