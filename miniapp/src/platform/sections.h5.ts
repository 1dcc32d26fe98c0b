/** Distances of elements from the upper edge of the scrolling part, in px; null for one that is not on the page. */
export async function sectionTops(scrollId: string, ids: readonly string[]): Promise<(number | null)[]> {
  const topOf = (id: string) => document.getElementById(id)?.getBoundingClientRect().top;
  const frameTop = topOf(scrollId);
  return ids.map((id) => {
    const top = topOf(id);
    return frameTop === undefined || top === undefined ? null : top - frameTop;
  });
}

/** Moves the page so that the element is at its upper edge. */
export function scrollToSection(_scrollId: string, id: string): void {
  document.getElementById(id)?.scrollIntoView({ block: 'start' });
}
