import { colors } from './colors';
import { svg } from './svg';

const rowHeight = 22;
const rowGap = 6;
const groupGap = 12;

// Beyond this the dots are too many to count at a glance, and the sentence says it better.
const mostCarers = 12;
const mostChildren = 60;

/** Children per carer, spread as evenly as it goes: 13 by 3 → 5, 4, 4. */
export function spread(children: number, carers: number): number[] {
  const each = Math.floor(children / carers);
  const more = children % carers;
  return Array.from({ length: carers }, (_, index) => each + (index < more ? 1 : 0));
}

/** An arch per carer, a dot per child. Null when there is nobody to draw or too many to count. */
export function staffPicture(carers: number, children: number, width = 318): string | null {
  if (carers < 1 || children < 1 || carers > mostCarers || children > mostChildren) return null;
  let body = '';
  let x = 0;
  let y = 0;
  for (const dots of spread(children, carers)) {
    const groupWidth = 22 + dots * 13;
    if (x > 0 && x + groupWidth > width) {
      x = 0;
      y += rowHeight + rowGap;
    }
    body += `<g transform="translate(${x} ${y})"><path d="M1 21V11a9 9 0 0 1 18 0V21z" fill="${colors.indigo600}"/>`;
    for (let dot = 0; dot < dots; dot += 1) {
      body += `<circle cx="${27 + dot * 13}" cy="15.5" r="5" fill="${colors.apricot400}"/>`;
    }
    body += '</g>';
    x += groupWidth + groupGap;
  }
  return svg(width, y + rowHeight, body);
}
