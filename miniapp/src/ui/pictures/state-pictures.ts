import { colors } from './colors';
import { quiltPatches } from './quilt';
import { svg } from './svg';

const width = 132;
const height = 88;

/** Empty: a quilt that still lacks one patch. */
export function missingPatch(seed = 'empty'): string {
  return svg(
    width,
    height,
    `${quiltPatches(seed, 3, 2, 'day', 44)}<rect x="44" width="44" height="44" fill="${colors.card}"/><rect x="47" y="3" width="38" height="38" rx="3" fill="none" stroke="${colors.indigo400}" stroke-width="2" stroke-dasharray="6 5" stroke-linecap="round"/>`,
  );
}

/** Error: a seam that came open, on our side. */
export function openSeam(): string {
  return svg(
    width,
    height,
    `<rect width="62" height="88" fill="${colors.indigo200}"/><path d="M0 0H62V88A62 62 0 0 0 0 26z" fill="${colors.indigo600}"/><g transform="translate(14 4) rotate(7 70 44)"><rect x="62" width="60" height="80" fill="${colors.apricot200}"/><circle cx="92" cy="40" r="18" fill="${colors.apricot400}"/></g><path d="M66 -2V30C66 48 60 54 66 66S80 84 70 90" fill="none" stroke="${colors.apricot700}" stroke-width="2.4" stroke-dasharray="7 6" stroke-linecap="round"/>`,
  );
}

/** No location given: a pin that is only stitched so far. */
export function stitchedPin(): string {
  let cloth = '';
  for (let col = 0; col < 3; col += 1) {
    for (let row = 0; row < 2; row += 1) {
      const fill = (col + row) % 2 === 0 ? colors.page : colors.indigo100;
      cloth += `<rect x="${col * 44}" y="${row * 44}" width="43" height="43" fill="${fill}"/>`;
    }
  }
  return svg(
    width,
    height,
    `${cloth}<circle cx="66" cy="46" r="36" fill="none" stroke="${colors.indigo400}" stroke-width="2" stroke-dasharray="7 6" stroke-linecap="round"/><path d="M66 66V56M48 34a18 18 0 0 1 36 0c0 12-18 26-18 26S48 46 48 34z" fill="${colors.card}" stroke="${colors.indigo600}" stroke-width="2.4" stroke-dasharray="6 5" stroke-linecap="round"/><text x="66" y="41" text-anchor="middle" font-size="20" font-weight="700" fill="${colors.indigo600}">?</text>`,
  );
}

/** Taken: somebody else’s patch is sewn on where ours would have gone. */
export function takenPatch(): string {
  return svg(
    width,
    height,
    `${quiltPatches('taken', 3, 2, 'pale', 44)}<rect x="44" y="22" width="44" height="44" fill="${colors.indigo600}" stroke="${colors.card}" stroke-width="3"/><path d="M55 44l8 8 14-15" stroke="${colors.card}" stroke-width="4" fill="none" stroke-linecap="round" stroke-linejoin="round"/>`,
  );
}
