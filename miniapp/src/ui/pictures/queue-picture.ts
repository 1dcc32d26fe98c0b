import { colors } from './colors';
import { num, svg, svgText } from './svg';

const width = 326;
const archWidth = 42;
/** Of a longer line the first ones are drawn; the sentence above says how many there are. */
const mostAhead = 3;

/** The centre's door, an arch for each family ahead, and the child in its place. `place`: 1 is next. */
export function queuePicture(place: number, nickname: string): string {
  const ahead = place - 1;
  const drawn = Array.from({ length: Math.min(ahead, mostAhead) }, (_, index) =>
    ahead > mostAhead && index === mostAhead - 1 ? '…' : String(index + 1),
  );
  const stops = ['door', ...drawn, 'child'];
  const step = Math.min(90, (width - archWidth - 24) / (stops.length - 1));
  const left = (width - archWidth - step * (stops.length - 1)) / 2;
  const body = stops.map((stop, index) => {
    const x = num(left + step * index);
    const thread =
      index === 0 ? '' : `<path d="M${num(archWidth - step)} 26H0" stroke="${colors.lineStrong}" ${dashes}/>`;
    return `<g transform="translate(${x} 0)">${thread}${arch(stop, place, nickname)}</g>`;
  });
  return svg(width, 74, body.join(''));
}

const dashes = 'stroke-width="2" stroke-dasharray="6 5"';
const middle = archWidth / 2;
const shape = `d="M1 43V19a20 18 0 0 1 40 0v24a4 4 0 0 1-4 4H5a4 4 0 0 1-4-4z"`;

function arch(stop: string, place: number, nickname: string): string {
  const text = (y: number, size: number, fill: string, words: string, weight = 400) =>
    `<text x="${middle}" y="${y}" font-size="${size}" font-weight="${weight}" text-anchor="middle" fill="${fill}">${svgText(words)}</text>`;
  if (stop === 'door')
    return `<path ${shape} fill="${colors.indigo600}"/><path d="M13 47V29a8 8 0 0 1 16 0v18z" fill="${colors.indigo200}"/>${text(67, 13, colors.inkHelp, '托位')}`;
  if (stop === 'child')
    return `<path ${shape} fill="${colors.apricot400}"/>${text(34, 19, colors.ink, String(place), 700)}${text(67, 13, colors.inkHelp, nickname)}`;
  return `<path ${shape} fill="${colors.card}" stroke="${colors.lineStrong}" stroke-width="2"/>${text(34, 19, colors.inkHelp, stop, 700)}`;
}
