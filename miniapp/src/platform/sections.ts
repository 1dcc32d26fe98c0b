import Taro from '@tarojs/taro';

/** Distances of elements from the upper edge of the scrolling part, in px; null for one that is not on the page. */
export function sectionTops(scrollId: string, ids: readonly string[]): Promise<(number | null)[]> {
  return new Promise((resolve) => {
    const query = Taro.createSelectorQuery();
    for (const id of [scrollId, ...ids]) query.select(`#${id}`).boundingClientRect();
    query.exec((rects: ({ top: number } | null)[]) => {
      const [frame, ...sections] = rects;
      resolve(sections.map((rect) => (frame && rect ? rect.top - frame.top : null)));
    });
  });
}

/** Moves the page so that the element is at its upper edge. */
export function scrollToSection(scrollId: string, id: string): void {
  Taro.createSelectorQuery()
    .select(`#${scrollId}`)
    .node()
    .exec(([found]: { node?: { scrollIntoView?: (selector: string) => void } }[]) =>
      found?.node?.scrollIntoView?.(`#${id}`),
    );
}
