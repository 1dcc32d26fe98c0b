/** Heights in px of the elements of these ids, as drawn; 0 for one that is not there. */
export function measureHeights(ids: readonly string[]): Promise<number[]> {
  return Promise.resolve(ids.map((id) => document.getElementById(id)?.getBoundingClientRect().height ?? 0));
}
