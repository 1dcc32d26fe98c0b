import type { Units } from './mapping.js';

/** Readers of the ways in which registers write things. Pure; null means: this is not to be read. */

export function tidy(cell: string): string {
  return cell.trim().replace(/\s{2,}|[^\S ]/g, ' ');
}

const amount = /^[¥￥]?\s*(\d{1,3}(?:[ \u00a0,]\d{3})+|\d+)(?:[.,](\d{1,2}))?\s*(.*)$/su;
const anyUnit = /^\p{L}*\.?$/u;

/**
 * `1000.0 zł`, `1 234,50`, `￥110元`, `89` → 1/100 units. With `units` the word behind the number must be one of them
 * (or be left out); without, it is not looked at: a register has one currency.
 */
export function readAmount(cell: string, units?: Units): number | null {
  const match = amount.exec(cell.trim());
  if (!match) return null;
  const [, whole = '', decimals = '', behind = ''] = match;
  const unit = behind.trim();
  const factor = unit === '' ? 1 : units ? units[unit] : anyUnit.test(unit) ? 1 : undefined;
  if (factor === undefined) return null;
  return Math.round((Number(whole.replace(/\D/g, '')) * 100 + Number(decimals.padEnd(2, '0'))) * factor);
}

/** `25`, `25 人`: a whole number below a million. */
export function readWhole(cell: string, units?: Units): number | null {
  const hundredths = readAmount(cell, units);
  if (hundredths === null || hundredths % 100 !== 0 || hundredths >= 100_000_000) return null;
  return hundredths / 100;
}

export function readDegrees(cell: string): number | null {
  return /^-?\d{1,3}(\.\d+)?$/.test(cell.trim()) ? Number(cell.trim()) : null;
}

/** Two numbers in one cell, whatever stands between: `117.28,31.86`, `(31.86 117.28)`. */
export function readDegreesPair(cell: string): [number, number] | null {
  const match = /^\D*?(-?\d{1,3}(?:\.\d+)?)[\s,，;；]+(-?\d{1,3}(?:\.\d+)?)\D*$/.exec(cell.trim());
  return match ? [Number(match[1]), Number(match[2])] : null;
}

/** A web address as written, with its scheme; null for anything a browser should not be sent to. */
export function readWebAddress(cell: string): string | null {
  const match = /^(https?:\/\/)?([\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[/?#]\S*)?)$/i.exec(cell.trim());
  return match ? `${(match[1] ?? 'http://').toLowerCase()}${match[2]}` : null;
}

/** A civil day that exists, as `YYYY-MM-DD`. */
export function readDay(cell: string, order: 'ymd' | 'dmy' = 'ymd'): string | null {
  const text = cell.trim().replace(/\s.*$/s, '');
  const match =
    order === 'dmy'
      ? /^(?<d>\d{1,2})[./-](?<m>\d{1,2})[./-](?<y>\d{4})$/.exec(text)
      : (/^(?<y>\d{4})[-/.年](?<m>\d{1,2})[-/.月](?<d>\d{1,2})日?$/.exec(text) ??
        /^(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})$/.exec(text));
  if (!match?.groups) return null;
  const { y = '', m = '', d = '' } = match.groups;
  const day = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  const known = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(known.getTime()) && known.toISOString().startsWith(day) ? day : null;
}

/** A time on the half hour: `17:00`, `17：30`, `5点` (in the morning), `17点半`; null for any other. */
export function readHalfHour(cell: string): string | null {
  const [, hour, , minutes] = /^(\d{1,2})([:：](00|30)|点半?|时半?)$/.exec(tidy(cell)) ?? [];
  if (hour === undefined || Number(hour) > 23) return null;
  const isHalf = minutes === '30' || tidy(cell).endsWith('半');
  return `${hour.padStart(2, '0')}:${isHalf ? '30' : '00'}`;
}
