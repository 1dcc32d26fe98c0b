import { colors } from './colors';
import { svg } from './svg';

/** One patch of cloth with a keyhole: what a family keeps is locked by a key of its own. */
export function keyPatch(): string {
  return svg(
    56,
    56,
    `<rect width="56" height="56" fill="${colors.indigo200}"/><path d="M0 56A56 56 0 0 1 56 0V56z" fill="${colors.indigo600}"/><circle cx="36" cy="30" r="9" fill="${colors.apricot200}"/><rect x="33" y="34" width="6" height="15" rx="3" fill="${colors.apricot200}"/>`,
  );
}

/** The same cloth with the keyhole cut out: nothing opens it any more. */
export function keyGone(): string {
  return svg(
    56,
    56,
    `<rect width="56" height="56" fill="${colors.indigo200}"/><path d="M0 56A56 56 0 0 1 56 0V56z" fill="${colors.indigo600}"/><g fill="${colors.indigo600}" stroke="${colors.apricot200}" stroke-width="2.4" stroke-dasharray="4 4" stroke-linecap="round"><circle cx="36" cy="30" r="9"/><path d="M36 40v8"/></g>`,
  );
}
