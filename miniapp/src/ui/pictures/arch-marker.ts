import { colors } from './colors';
import { svg } from './svg';

/** What a centre’s arch says on the map: word and pattern first, colour last. */
export type ArchState =
  | { state: 'free'; places: number }
  | { state: 'waitlist' | 'full' | 'unknown' | 'closed' | 'unfiled' | 'suspended' };

const outline = 'M-16 12V-3A16 16 0 0 1 16 -3V12Q16 15 13 15H5L0 21L-5 15H-13Q-16 15 -16 12Z';

const arch = (attributes: string) => `<path d="${outline}" ${attributes}/>`;
const word = (text: string, fill: string, size = 15) =>
  `<text y="5.5" text-anchor="middle" font-size="${size}" font-weight="700" fill="${fill}">${text}</text>`;

function inside(marker: ArchState): string {
  switch (marker.state) {
    case 'free':
      return (
        arch(`fill="${colors.green600}"`) +
        word(marker.places > 9 ? '9+' : String(marker.places), colors.card)
      );
    case 'waitlist':
      return (
        arch(`fill="${colors.apricot100}"`) +
        `<path d="M-16 -1V12Q-16 15 -13 15H13z" fill="${colors.apricot200}"/>` +
        arch(`fill="none" stroke="${colors.apricot500}"`) +
        word('候', colors.apricot700)
      );
    case 'full':
      return (
        `<defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="7" height="7" fill="${colors.slate100}"/><rect width="2.5" height="7" fill="${colors.slate200}"/></pattern></defs>` +
        arch(`fill="url(#hatch)" stroke="${colors.slateLine}"`) +
        word('满', colors.slate)
      );
    case 'unknown':
      return (
        arch(
          `fill="${colors.card}" stroke="${colors.unknownLine}" stroke-width="1.6" stroke-dasharray="3 2.5"`,
        ) + word('?', colors.inkHelp)
      );
    case 'closed':
      return arch(`fill="${colors.card}" stroke="${colors.lineStrong}"`) + word('休', colors.inkHelp);
    case 'unfiled':
      return (
        arch(`fill="${colors.plum100}" stroke="${colors.plum}" stroke-width="1.6"`) + word('未', colors.plum)
      );
    case 'suspended':
      return (
        arch(`fill="${colors.card}" stroke="${colors.slate}" stroke-width="1.6"`) +
        word('停', colors.slate, 14) +
        `<path d="M-8 10.5H8" stroke="${colors.slate}" stroke-width="2.5"/>`
      );
  }
}

const outlined = () =>
  arch(`fill="none" stroke="${colors.card}" stroke-width="9"`) +
  arch(`fill="none" stroke="${colors.indigo700}" stroke-width="5"`);

/** The edge of a chosen arch alone, to lie under one that is a picture already. */
export function chosenOutline(): string {
  return placed(outlined());
}

/** A mother-baby room: a piece of cloth instead of an arch, and 母 on it. */
export function roomMarker(): string {
  const cloth = 'M-16 -13Q-16 -17 -12 -17H4Q16 -17 16 -5V11Q16 15 12 15H5L0 21L-5 15H-12Q-16 15 -16 11Z';
  const stitches = `<path d="M-11.5 -12.5H3.5Q11.5 -12.5 11.5 -4.5V10.5H-11.5Z" fill="none" stroke="${colors.indigo400}" stroke-width="1.2" stroke-dasharray="2.5 2"/>`;
  return placed(
    `<path d="${cloth}" fill="none" stroke="${colors.card}" stroke-width="5"/><path d="${cloth}" fill="${colors.indigo100}" stroke="${colors.indigo600}" stroke-width="1.6"/>${stitches}${word('母', colors.indigo700)}`,
  );
}

/** Width, height and foot (the point that marks the place) of a marker, px. */
export const archMarkerSize = { width: 48, height: 56, footX: 24, footY: 53 } as const;

/** Width and height of a cluster, px: narrower than the cells that clusters are counted by, so that few overlap. */
export const clusterSize = { width: 54, height: 44 } as const;

/** The arch of one centre on the map. The chosen one is larger, with an indigo edge. */
export function archMarker(marker: ArchState, isChosen = false): string {
  const halo = isChosen ? outlined() : arch(`fill="none" stroke="${colors.card}" stroke-width="4"`);
  return placed(halo + inside(marker), isChosen ? 1.18 : 1);
}

/** The foot stays on the same spot at every size, so choosing a marker does not move its place. */
function placed(drawing: string, scale = 1): string {
  const { width, height, footX, footY } = archMarkerSize;
  return svg(
    width,
    height,
    `<g transform="translate(${footX} ${footY}) scale(${scale}) translate(0 -21)">${drawing}</g>`,
  );
}
