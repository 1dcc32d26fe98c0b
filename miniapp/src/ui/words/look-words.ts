import { dayWords } from './civil-words';

/** Looks of one person on one day, as the service counts them. */
type Looks = { on: string; firstAt: string; lastAt: string; times: number };

/** By this phone's clock. */
function clockOf(instant: string): string {
  const at = new Date(instant);
  return `${at.getHours()}:${String(at.getMinutes()).padStart(2, '0')}`;
}

/** `11月24日 周二 8:12`, or `8:12–16:40，3 次` where one person looked more than once that day. */
export function lookTimeWords({ on, firstAt, lastAt, times }: Looks): string {
  if (times === 1) return `${dayWords(on)} ${clockOf(firstAt)}`;
  const [first, last] = [clockOf(firstAt), clockOf(lastAt)];
  return `${dayWords(on)} ${first === last ? first : `${first}–${last}`}，${times} 次`;
}
