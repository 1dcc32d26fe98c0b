import { colors } from './colors';
import { num, svg } from './svg';

const side = 30;
const gap = 2;
const cols = 2;
const leastPatches = 4;
const mostPatches = 8;

/** A sewn patch: cloth, then its figure. One look after the other, so that two neighbours differ. */
const looks: readonly ((x: number, y: number) => string)[] = [
  (x, y) =>
    `<rect x="${x}" y="${y}" width="${side}" height="${side}" fill="${colors.indigo600}"/><path d="M${x} ${y + side}A${side} ${side} 0 0 1 ${x + side} ${y}V${y + side}z" fill="${colors.indigo200}"/>`,
  (x, y) =>
    `<rect x="${x}" y="${y}" width="${side}" height="${side}" fill="${colors.apricot200}"/><circle cx="${x + side / 2}" cy="${y + side / 2}" r="${num(side * 0.3)}" fill="${colors.apricot400}"/>`,
  (x, y) =>
    `<rect x="${x}" y="${y}" width="${side}" height="${side}" fill="${colors.green200}"/><path d="M${x} ${y}h${side}L${x} ${y + side}z" fill="${colors.green600}"/>`,
  (x, y) =>
    `<rect x="${x}" y="${y}" width="${side}" height="${side}" fill="${colors.indigo100}"/><path d="M${x} ${y + side}V${y + side / 2}a${side / 2} ${side / 2} 0 0 1 ${side} 0V${y + side}z" fill="${colors.indigo600}"/>`,
];

/**
 * One patch for each time that the family learned something this year, sewn on from the upper left; the others are
 * dashed, still open. At least four places, at most eight: more contacts than that are said in words beside it.
 */
export function guidanceQuilt(contacts: number): { svg: string; width: number; height: number } {
  const places = Math.min(mostPatches, Math.max(leastPatches, contacts + (contacts % cols)));
  const rows = places / cols;
  const step = side + gap;
  const width = cols * step + gap;
  const height = rows * step + gap;
  let body = '';
  for (let place = 0; place < places; place += 1) {
    // Down the first column, then the second: what was learned stays together.
    const x = gap + Math.floor(place / rows) * step;
    const y = gap + (place % rows) * step;
    const sewn = place < contacts ? looks[place % looks.length] : undefined;
    body +=
      sewn?.(x, y) ??
      `<rect x="${num(x + 0.8)}" y="${num(y + 0.8)}" width="${num(side - 1.6)}" height="${num(side - 1.6)}" fill="none" stroke="${colors.lineStrong}" stroke-width="1.6" stroke-dasharray="4 3"/>`;
  }
  return { svg: svg(width, height, body), width, height };
}
