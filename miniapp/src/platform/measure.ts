import Taro from '@tarojs/taro';

/** Heights in px of the elements of these ids, as drawn; 0 for one that is not there. */
export function measureHeights(ids: readonly string[]): Promise<number[]> {
  return new Promise((resolve) => {
    const query = Taro.createSelectorQuery();
    for (const id of ids) query.select(`#${id}`).boundingClientRect();
    query.exec((rects: ({ height?: number } | null)[]) => resolve(rects.map((rect) => rect?.height ?? 0)));
  });
}
