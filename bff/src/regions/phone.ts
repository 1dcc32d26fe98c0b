import { regions } from './regions.js';

/**
 * The number in the form that is indexed: digits of one region's rule, country prefix and spaces gone. Null when no
 * region knows such a number.
 */
export function normalisePhone(given: string): string | null {
  const digits = given.replace(/[\s-]/g, '').replace(/^(\+|00)(86|48)/, '');
  return regions.some(({ phone }) => phone.pattern.test(digits)) ? digits : null;
}
