import { colors } from './colors';
import { num, svg, svgText } from './svg';

const size = 150;
const middle = size / 2;
const radius = 56;
const gapDegrees = 5;

function pointAt(degrees: number, from: number): string {
  const angle = ((degrees - 90) * Math.PI) / 180;
  return `${num(middle + from * Math.cos(angle))} ${num(middle + from * Math.sin(angle))}`;
}

/**
 * The time until a complaint must be dealt with, as a ring of pieces: gone dark, now apricot, to come pale. `marks` are
 * shares of it at which something else is due. `big` and `small` stand in the middle; the words beside say the same.
 */
export function complaintClock(of: {
  pieces: number;
  /** 0 to 1. */
  gone: number;
  marks: readonly number[];
  big: string;
  small: string;
  /** Nothing is left: the middle says so instead of a nought. */
  isOverdue: boolean;
}): string {
  const step = 360 / of.pieces;
  const goneCount = Math.floor(Math.min(1, Math.max(0, of.gone)) * of.pieces);
  const pieces = Array.from({ length: of.pieces }, (_, index) => {
    const [from, to] = [index * step + gapDegrees / 2, (index + 1) * step - gapDegrees / 2];
    const color =
      index < goneCount ? colors.indigo600 : index === goneCount ? colors.apricot400 : colors.indigo200;
    return `<path d="M${pointAt(from, radius)}A${radius} ${radius} 0 0 1 ${pointAt(to, radius)}" fill="none" stroke="${color}" stroke-width="13"/>`;
  });
  const marks = of.marks.map(
    (share) =>
      `<path d="M${pointAt(share * 360, radius + 9)}L${pointAt(share * 360, radius + 16)}" stroke="${colors.indigo700}" stroke-width="3" stroke-linecap="round"/>`,
  );
  const text = (words: string, y: number, fontSize: number, more: string) =>
    `<text x="${middle}" y="${y}" font-size="${fontSize}" text-anchor="middle" ${more}>${svgText(words)}</text>`;
  return svg(
    size,
    size,
    [
      ...pieces,
      ...marks,
      ...(of.isOverdue
        ? [text('超期', 84, 26, `fill="${colors.apricot700}" font-weight="700"`)]
        : [
            text('还剩', 56, 13, `fill="${colors.inkHelp}"`),
            text(of.big, 87, of.big.length > 2 ? 24 : 34, `fill="${colors.ink}" font-weight="700"`),
            text(of.small, 106, 13, `fill="${colors.inkHelp}"`),
          ]),
    ].join(''),
  );
}
