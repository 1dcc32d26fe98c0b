import { describe, expect, it } from 'vitest';
import { chunksSeen } from './chunks-seen';

describe('the blocks seen', () => {
  const heights = [1000, 900, 1100, 1000];
  const seen = (top: number, bottom: number) => [...chunksSeen(heights, top, bottom)];

  it('are those that reach into the stretch, also with one end', () => {
    expect(seen(-800, 700)).toEqual([0]);
    expect(seen(999, 1001)).toEqual([0, 1]);
    expect(seen(1200, 3100)).toEqual([1, 2, 3]);
  });

  it('do not count one that ends or begins just there', () => {
    expect(seen(1000, 1900)).toEqual([1]);
    expect(seen(4000, 9000)).toEqual([]);
  });
});
