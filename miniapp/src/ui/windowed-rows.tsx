import { View } from '@tarojs/components';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { measureHeights } from '../platform/measure';
import { windowSize } from '../platform/screen';
import { chunksSeen } from './chunks-seen';
import { scrollStepPx, useScrolledTo } from './scroll-area';

const chunkRows = 10;
const aroundPx = 800;

type WindowedRowsProps<T extends { id: string }> = {
  items: readonly T[];
  label: string;
  /** A fair guess, for rows that were never drawn. */
  rowPx: number;
  /** Changes when every row changes its height: another size of letters, other facts. */
  look: string;
  /** This row is there wherever it is, because something is about to bring it into view. */
  wantedId: string | null;
  row: (item: T, index: number) => ReactNode;
};

/**
 * A list inside a ScrollArea of which only what is seen, and a screen or so around it, exists: a phone does not carry a
 * thousand cards. Rows come in chunks of ten; a chunk out of sight is one empty block as high as it was drawn last.
 */
export function WindowedRows<T extends { id: string }>(props: WindowedRowsProps<T>) {
  const { items, label, rowPx, look, wantedId, row } = props;
  const top = useScrolledTo();
  const listId = `rows-${useId().replace(/:/g, '')}`;
  const drawn = useRef({ look, px: [] as number[] });
  if (drawn.current.look !== look) drawn.current = { look, px: [] };

  const chunks: T[][] = [];
  for (let from = 0; from < items.length; from += chunkRows) chunks.push(items.slice(from, from + chunkRows));
  const heights = chunks.map((chunk, index) => drawn.current.px[index] ?? chunk.length * rowPx);
  const bottom = top + scrollStepPx + windowSize().height;
  const seen = chunksSeen(heights, top - aroundPx, bottom + aroundPx);
  const isThere = (chunk: readonly T[], index: number) =>
    seen.has(index) || (wantedId !== null && chunk.some(({ id }) => id === wantedId));

  const there = chunks.flatMap((chunk, index) => (isThere(chunk, index) ? [index] : [])).join();
  useEffect(() => {
    const indexes = there.split(',').map(Number);
    const into = drawn.current;
    void measureHeights(indexes.map((index) => `${listId}-${index}`)).then((measured) => {
      for (const [at, index] of indexes.entries()) {
        const height = measured[at] ?? 0;
        if (height > 0) into.px[index] = height;
      }
    });
  }, [there, listId, items, look]);

  return (
    <View role="list" aria-label={label}>
      {chunks.map((chunk, index) =>
        isThere(chunk, index) ? (
          // Rows are only ever added at the end: a chunk's place is its name.
          <View key={index} id={`${listId}-${index}`}>
            {chunk.map((item, at) => row(item, index * chunkRows + at))}
          </View>
        ) : (
          <View key={index} style={{ height: `${heights[index]}px` }} />
        ),
      )}
    </View>
  );
}
