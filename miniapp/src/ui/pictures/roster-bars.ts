import { minutesOf, timeOf } from '@nearcare/shared/rules/slot-times';
import { colors } from './colors';
import { num, svg, svgText } from './svg';

/** `presence`: children in each half hour of the opening time; `now`: civil time to stress, null on other days. */
export type RosterBars = {
  presence: readonly { from: string; children: number }[];
  places: number;
  now: string | null;
};

const width = 326;
const top = 24;
const floor = 92;

/** Children per half hour as bars against the line of the places; where more came than places, the bar goes through it. */
export function rosterBars({ presence, places, now }: RosterBars): string {
  const step = width / Math.max(1, presence.length);
  const most = Math.max(1, places, ...presence.map(({ children }) => children));
  const yOf = (children: number) => floor - (children / most) * (floor - top);
  const nowMinutes = now === null ? null : minutesOf(now);
  let body = '';
  presence.forEach(({ from, children }, index) => {
    const x = index * step;
    const begins = minutesOf(from);
    const isNow = nowMinutes !== null && nowMinutes >= begins && nowMinutes < begins + 30;
    const box = (y: number, fill: string) =>
      `<rect x="${num(x + 1)}" y="${num(y)}" width="${num(Math.max(1, step - 2))}" height="${num(floor - y)}" rx="2" fill="${fill}"/>`;
    body += box(yOf(places), colors.slate100);
    if (children > 0)
      body += box(Math.min(yOf(children), floor - 4), isNow ? colors.indigo600 : colors.indigo400);
    if (begins % 120 === 0 && x > 12 && x < width - 12)
      body += `<text x="${num(x)}" y="108" text-anchor="middle" font-size="12" fill="${colors.inkHelp}">${timeOf(begins).replace(/^0/, '')}</text>`;
  });
  const line = num(yOf(places));
  body += `<path d="M0 ${line}H${width}" stroke="${colors.apricot700}" stroke-width="1.6" stroke-dasharray="6 5"/>`;
  body += `<text x="0" y="${num(Math.max(14, yOf(places) - 5))}" font-size="13" font-weight="700" fill="${colors.apricot700}">${svgText(`托位 ${places}`)}</text>`;
  return svg(width, 112, body);
}
