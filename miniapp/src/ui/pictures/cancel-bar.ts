import { colors } from './colors';
import { svg, svgText } from './svg';

/** The words under the three stretches; `isFreeOver`: the free time to cancel is already behind us. */
export type CancelBar = { freeUntil: string; startsAt: string; isFreeOver: boolean };

/** How long cancelling is free (solid), then costs a fee (dashes), then the day begins (dots). */
export function cancelBar({ freeUntil, startsAt, isFreeOver }: CancelBar): string {
  const free = isFreeOver ? colors.line : colors.green600;
  const label = (x: number, anchor: string, text: string) =>
    `<text x="${x}" y="29" font-size="12" text-anchor="${anchor}" fill="${colors.inkHelp}">${svgText(text)}</text>`;
  return svg(
    326,
    32,
    `<path d="M3 10H196" stroke="${free}" stroke-width="6" stroke-linecap="round"/><path d="M208 10H282" stroke="${colors.apricot400}" stroke-width="6" stroke-dasharray="10 9" stroke-linecap="round"/><path d="M298 10H322" stroke="${colors.slate}" stroke-width="6" stroke-dasharray="1 9" stroke-linecap="round"/><circle cx="201" cy="10" r="7" fill="${colors.card}" stroke="${free}" stroke-width="3"/><circle cx="290" cy="10" r="7" fill="${colors.card}" stroke="${colors.apricot700}" stroke-width="3"/>${isFreeOver ? '' : label(0, 'start', '现在')}${label(201, 'middle', freeUntil)}${label(322, 'end', startsAt)}`,
  );
}
