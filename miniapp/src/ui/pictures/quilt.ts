import { colors } from './colors';
import { num, svg } from './svg';

/** Cloth and figure of one patch. */
type Pair = readonly [cloth: string, figure: string];

const { indigo100, indigo200, indigo400, indigo600, indigo700 } = colors;
const { apricot100, apricot200, apricot400, green100, green200, green600, green700, page } = colors;

/**
 * `day`: on the light page. `night`: on the indigo head of a card. `child`: the family’s own. `pale`: behind a message.
 * A class’s cover by the way it is held: `onSite`, `live`, `recorded`, `homeVisit`.
 */
export const palettes = {
  day: [
    [indigo100, apricot400],
    [indigo700, indigo400],
    [apricot200, indigo600],
    [indigo100, indigo600],
    [indigo600, indigo200],
    [green200, indigo700],
    [indigo200, indigo700],
  ],
  night: [
    [indigo700, apricot400],
    [indigo600, indigo200],
    [indigo600, indigo700],
    [indigo700, indigo400],
    [apricot200, indigo600],
  ],
  child: [
    [indigo600, apricot200],
    [indigo200, indigo600],
    [indigo600, green200],
    [apricot200, indigo600],
  ],
  pale: [
    [page, indigo200],
    [indigo100, indigo200],
    [indigo200, indigo100],
  ],
  onSite: [
    [green100, green700],
    [green200, green600],
    [green600, green200],
  ],
  live: [
    [apricot200, apricot400],
    [apricot100, indigo600],
    [apricot400, apricot100],
  ],
  recorded: [
    [indigo100, indigo400],
    [indigo600, indigo100],
    [indigo200, indigo600],
  ],
  homeVisit: [
    [apricot200, indigo700],
    [indigo700, apricot200],
    [apricot200, apricot400],
  ],
} as const satisfies Record<string, readonly Pair[]>;

export type Palette = keyof typeof palettes;

type Tile = (size: number, figure: string, turn: number) => string;

const turned = (size: number, turn: number) =>
  turn === 0 ? '' : ` transform="rotate(${turn * 90} ${num(size / 2)} ${num(size / 2)})"`;

const quarterCircle: Tile = (s, figure, turn) =>
  `<path d="M0 0h${s}A${s} ${s} 0 0 1 0 ${s}z" fill="${figure}"${turned(s, turn)}/>`;

const halfCircle: Tile = (s, figure, turn) =>
  `<path d="M0 ${s}V${num(s / 2)}a${num(s / 2)} ${num(s / 2)} 0 0 1 ${s} 0V${s}z" fill="${figure}"${turned(s, turn)}/>`;

const triangle: Tile = (s, figure, turn) =>
  `<path d="M0 0H${s}L0 ${s}z" fill="${figure}"${turned(s, turn)}/>`;

const dot: Tile = (s, figure) =>
  `<circle cx="${num(s / 2)}" cy="${num(s / 2)}" r="${num(s * 0.24)}" fill="${figure}"/>`;

const threeStitches: Tile = (s, figure) =>
  [0.2, 0.5, 0.8]
    .map((y) => `M${num(s * 0.12)} ${num(s * y)}H${num(s * 0.88)}`)
    .map(
      (d) =>
        `<path d="${d}" stroke="${figure}" stroke-width="${num(s * 0.07)}" stroke-dasharray="${num(s * 0.13)} ${num(s * 0.1)}" stroke-linecap="round"/>`,
    )
    .join('');

const twoArcs: Tile = (s, figure, turn) => {
  const r = num(s / 2);
  return `<path d="M${r} 0A${r} ${r} 0 0 1 0 ${r}M${s} ${r}A${r} ${r} 0 0 0 ${r} ${s}" fill="none" stroke="${figure}" stroke-width="${num(s * 0.12)}"${turned(s, turn % 2)}/>`;
};

// Quarter circles carry the quilt, as in the handoff: three of the eight draws.
const tiles: readonly Tile[] = [
  quarterCircle,
  quarterCircle,
  quarterCircle,
  halfCircle,
  triangle,
  dot,
  threeStitches,
  twoArcs,
];

/** Numbers in [0, 1), the same row for the same seed on every phone (FNV-1a, then mulberry32). */
function drawsOf(seed: string): () => number {
  let state = 0x811c9dc5;
  for (let i = 0; i < seed.length; i += 1) {
    state = Math.imul(state ^ seed.charCodeAt(i), 0x01000193);
  }
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The patches alone, for pictures that lay something over a quilt. */
export function quiltPatches(
  seed: string,
  cols: number,
  rows: number,
  palette: Palette,
  size: number,
): string {
  const draw = drawsOf(seed);
  const pairs: readonly Pair[] = palettes[palette];
  let body = '';
  let last: Pair | undefined;
  for (let row = 0; row < rows; row += 1) {
    for (let col = 0; col < cols; col += 1) {
      const others = pairs.filter((pair) => pair !== last);
      const pair = others[Math.floor(draw() * others.length)] ?? palettes.day[0];
      const tile = tiles[Math.floor(draw() * tiles.length)] ?? dot;
      const turn = Math.floor(draw() * 4);
      last = pair;
      body += `<g transform="translate(${col * size} ${row * size})"><rect width="${size}" height="${size}" fill="${pair[0]}"/>${tile(size, pair[1], turn)}</g>`;
    }
  }
  return body;
}

/**
 * 百家被: every centre, class and family has its own quilt, drawn from its id. No photo, no network, never the same
 * as the neighbour’s. `size` is the side of one patch in px.
 */
export function quilt(seed: string, cols: number, rows: number, palette: Palette = 'day', size = 28): string {
  return svg(cols * size, rows * size, quiltPatches(seed, cols, rows, palette, size));
}
