import { colors } from './colors';
import { num, svg } from './svg';

/** One dimension: points reached of points to be had. Null where the assessor gave none. */
export type RadarScore = { points: number; outOf: number } | null;

const centre = { x: 104, y: 84 };
const radius = 64;

/** The figure needs this many corners to say anything; below it the table stands alone. */
export const fewestScores = 4;

function corner(index: number, of: number, share: number, reach = radius): { x: number; y: number } {
  const angle = (index / of) * 2 * Math.PI - Math.PI / 2;
  return { x: centre.x + Math.cos(angle) * reach * share, y: centre.y + Math.sin(angle) * reach * share };
}

const points = (list: { x: number; y: number }[]) => list.map(({ x, y }) => `${num(x)},${num(y)}`).join(' ');

/** Position of the lowest share among the known ones; -1 when none is lower than the others. */
export function lowestScore(scores: readonly RadarScore[]): number {
  const shares = scores.map((score) => (score ? score.points / score.outOf : Number.POSITIVE_INFINITY));
  const known = shares.filter((share) => Number.isFinite(share));
  const least = Math.min(...known);
  return known.length > 1 && least < Math.max(...known) ? shares.indexOf(least) : -1;
}

/**
 * Quality as a figure: each corner is a dimension’s share of its points, in the order of the numbered table beside it;
 * the lowest is an apricot square, so that it shows without colour. Null under four known dimensions.
 */
export function radar(scores: readonly RadarScore[]): string | null {
  const known = scores.filter((score) => score !== null);
  if (known.length < fewestScores) return null;
  const count = scores.length;
  const ring = (share: number) => points(scores.map((_, index) => corner(index, count, share)));
  const lowest = lowestScore(scores);
  let body = `<polygon points="${ring(1)}" fill="${colors.sunken}" stroke="${colors.lineStrong}" stroke-width="1.2"/>`;
  for (const share of [0.25, 0.5, 0.75]) {
    body += `<polygon points="${ring(share)}" fill="none" stroke="${colors.line}" stroke-dasharray="4 3"/>`;
  }
  const reached: { x: number; y: number }[] = [];
  let marks = '';
  scores.forEach((score, index) => {
    const end = corner(index, count, 1);
    body += `<path d="M${centre.x} ${centre.y}L${num(end.x)} ${num(end.y)}" stroke="${colors.line}"/>`;
    const isLowest = index === lowest;
    if (score) {
      const at = corner(index, count, Math.max(0, Math.min(1, score.points / score.outOf)));
      reached.push(at);
      marks += isLowest
        ? `<rect x="${num(at.x - 5)}" y="${num(at.y - 5)}" width="10" height="10" fill="${colors.apricot400}" stroke="${colors.card}" stroke-width="1.5"/>`
        : `<circle cx="${num(at.x)}" cy="${num(at.y)}" r="3.6" fill="${colors.indigo600}"/>`;
    }
    const label = corner(index, count, 1, radius + 13);
    marks += `<text x="${num(label.x)}" y="${num(label.y + 4.5)}" text-anchor="middle" font-size="13" font-weight="700" fill="${isLowest ? colors.apricot700 : colors.indigo700}">${index + 1}</text>`;
  });
  body += `<polygon points="${points(reached)}" fill="${colors.indigo600}" fill-opacity=".16" stroke="${colors.indigo600}" stroke-width="2.2" stroke-linejoin="round"/>${marks}`;
  return svg(208, 164, body);
}
