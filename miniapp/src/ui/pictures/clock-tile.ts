import { colors } from './colors';
import { svg } from './svg';

/** The question of the hour: a clock on apricot cloth, 54 × 54. */
export function clockTile(): string {
  return svg(
    54,
    54,
    `<rect width="54" height="54" fill="${colors.apricot200}"/><path d="M0 54A54 54 0 0 1 54 0V54z" fill="${colors.apricot400}"/><circle cx="33" cy="33" r="14" fill="${colors.apricot100}"/><path d="M33 25v8l5 4" stroke="${colors.apricot700}" stroke-width="2.6" fill="none" stroke-linecap="round" stroke-linejoin="round"/>`,
  );
}
