/** Which of the blocks lying under each other, by their heights, reach into the stretch from `top` to `bottom`; px. */
export function chunksSeen(heights: readonly number[], top: number, bottom: number): ReadonlySet<number> {
  const seen = new Set<number>();
  let from = 0;
  for (const [index, height] of heights.entries()) {
    const to = from + height;
    if (to > top && from < bottom) seen.add(index);
    from = to;
  }
  return seen;
}
