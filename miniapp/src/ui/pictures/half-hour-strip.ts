import { minutesOf, slotsOf, timeOf } from '@nearcare/shared/rules/slot-times';
import { colors } from './colors';
import { num, svg, svgText } from './svg';

/** `bars`: free places per half hour from `opensAt`; null where the number is not known. Times are civil, `HH:mm`. */
export type HalfHourStrip = {
  opensAt: string;
  closesAt: string;
  bars: readonly (number | null)[];
  stay: { from: string; to: string };
  caption: string;
};

const width = 326;
const floor = 62;
/** Bars stay below the caption. */
const tallest = 30;

/** Free places through the day with the chosen stay framed. A half hour without a number has no bar. */
export function halfHourStrip({ opensAt, closesAt, bars, stay, caption }: HalfHourStrip): string {
  const opens = minutesOf(opensAt);
  const count = slotsOf(opensAt, closesAt).length;
  const step = width / Math.max(1, count);
  const at = (time: string) => Math.max(0, Math.min(width, ((minutesOf(time) - opens) / 30) * step));
  const [from, to] = [at(stay.from), at(stay.to)];
  const most = Math.max(1, ...bars.map((bar) => bar ?? 0));

  let body = `<rect x="${num(from)}" y="10" width="${num(to - from)}" height="52" fill="${colors.indigo100}"/>`;
  bars.slice(0, count).forEach((bar, index) => {
    if (!bar) return;
    const x = index * step;
    const high = Math.max(4, (bar / most) * tallest);
    const isInside = x >= from - 0.1 && x < to - 0.1;
    body += `<rect x="${num(x + 1)}" y="${num(floor - high)}" width="${num(step - 2)}" height="${num(high)}" rx="2" fill="${isInside ? colors.green600 : colors.green200}"/>`;
  });
  body += `<path d="M0 62.8H${width}" stroke="${colors.lineStrong}" stroke-width="1.5"/><rect x="${num(from + 1.1)}" y="9" width="${num(Math.max(0, to - from - 2.2))}" height="54" fill="none" stroke="${colors.indigo600}" stroke-width="2.2" rx="3"/>`;
  body += `<text x="${num(Math.max(30, Math.min(width - 30, (from + to) / 2)))}" y="${bars.some((bar) => bar) ? 25 : 41}" text-anchor="middle" font-size="14" font-weight="700" fill="${colors.indigo700}">${svgText(caption)}</text>`;
  for (let minutes = Math.ceil(opens / 120) * 120; minutes <= minutesOf(closesAt); minutes += 120) {
    const x = ((minutes - opens) / 30) * step;
    if (x < 14 || x > width - 14) continue;
    body += `<path d="M${num(x)} 62v5" stroke="${colors.unknownLine}"/><text x="${num(x)}" y="80" text-anchor="middle" font-size="12" fill="${colors.inkHelp}">${timeOf(minutes).replace(/^0/, '')}</text>`;
  }
  return svg(width, 88, body);
}
