import { useCallback, useEffect, useId, useRef, useState } from 'react';
import { scrollToSection, sectionTops } from '../../../platform/sections';

/** How often a moving page is looked at. */
const lookEveryMs = 80;

/** The last part whose beginning has reached the upper edge; -1 while the page stands above the first. */
export function partInView(tops: readonly (number | null)[]): number {
  let current = -1;
  for (const [index, top] of tops.entries()) if (top !== null && top <= 1) current = index;
  return current;
}

/** Follows which of `count` parts of a page is in view. Give `scrolled` to PageShell and `anchors` to the parts. */
export function useSections(count: number) {
  const id = useId().replace(/:/g, '');
  const scrollId = `scroll-${id}`;
  const anchors = Array.from({ length: count }, (_, index) => `part-${id}-${index}`);
  const joined = anchors.join(' ');
  const [current, setCurrent] = useState(-1);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(waiting.current), []);

  const onScroll = useCallback(() => {
    if (waiting.current !== undefined) return;
    waiting.current = setTimeout(() => {
      waiting.current = undefined;
      void sectionTops(scrollId, joined.split(' ')).then((tops) => setCurrent(partInView(tops)));
    }, lookEveryMs);
  }, [scrollId, joined]);

  return {
    anchors,
    current,
    scrolled: { id: scrollId, onScroll },
    show: (index: number) => scrollToSection(scrollId, anchors[index] ?? ''),
  };
}
