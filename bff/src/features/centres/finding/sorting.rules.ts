import type { Vacancy } from '../centres.rules.js';

export type Sort = 'distance' | 'price' | 'grade' | 'vacancy' | 'relevance';

/**
 * A centre's place in a list: by what was asked, then by distance (by name where nobody said from where), then by id, so
 * that no two have the same. The next page begins behind the last one shown, whatever has come or gone before it.
 */
export type Place = { readonly first: number; readonly second: number | string; readonly id: string };

export function inOrder(a: Place, b: Place): number {
  return a.first - b.first || compare(a.second, b.second) || compare(a.id, b.id);
}

function compare<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The first `count` behind `after`, in order. Looks at each once: what was found may be much longer than a page. */
export function firstOf<T extends { place: Place }>(
  found: readonly T[],
  count: number,
  after: Place | null,
): T[] {
  const first: T[] = [];
  for (const one of found) {
    if (after && inOrder(one.place, after) <= 0) continue;
    const last = first[count - 1];
    if (last && inOrder(one.place, last.place) > 0) continue;
    let at = first.length;
    for (let before = first[at - 1]; before && inOrder(one.place, before.place) < 0; before = first[at - 1])
      at -= 1;
    first.splice(at, 0, one);
    if (first.length > count) first.pop();
  }
  return first;
}

const byState = { free: 0, waitlist: 1, full: 2, closed: 3, unknown: 4 } as const;

/** Most free places first, then where one can wait; what nobody knows comes last. */
export function vacancyOrder({ state, places }: Vacancy): number {
  return state === 'free' ? -(places ?? 0) : byState[state];
}
