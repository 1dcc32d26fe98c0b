/** Money is integer fen (grosz in Poland) everywhere; these are the only places that turn it into words. */
export type MoneyCurrency = 'CNY' | 'PLN';

const currencyWords: Record<MoneyCurrency, string> = { CNY: '元', PLN: 'zł' };

export function currencyWord(currency: MoneyCurrency): string {
  return currencyWords[currency];
}

/** For a price in running text: `99`, `14.40`. Half a yuan never shows as `14.4`. */
export function price(fen: number): string {
  return fen % 100 === 0 ? signed(fen, String(Math.abs(fen) / 100)) : exactPrice(fen);
}

/** For a column of figures, which line up only with two decimals: `56.00`, `−5.60`. */
export function exactPrice(fen: number): string {
  const amount = Math.abs(fen);
  return signed(fen, `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`);
}

function signed(fen: number, text: string): string {
  return fen < 0 ? `−${text}` : text;
}

export type MoneyUnit = 'month' | 'day' | 'halfDay' | 'hour' | 'visit' | 'meal' | 'halfHour';

const unitWords: Record<MoneyUnit, string> = {
  month: '月',
  day: '天',
  halfDay: '半天',
  hour: '小时',
  visit: '次',
  meal: '餐',
  halfHour: '半小时',
};

/** What stands behind the number: `元/天`. */
export function perUnit(currency: MoneyCurrency, unit: MoneyUnit): string {
  return `${currencyWord(currency)}/${unitWords[unit]}`;
}

/** `59.40 元`, `99 元`. */
export function priceWithCurrency(fen: number, currency: MoneyCurrency): string {
  return `${price(fen)} ${currencyWord(currency)}`;
}
