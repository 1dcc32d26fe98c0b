import { type Span, withSpan } from '@nearcare/bff/features/lessons/lesson.rules';
import fc from 'fast-check';
import { expect, it } from 'vitest';

const span = fc.tuple(fc.nat(60), fc.integer({ min: -2, max: 12 }));

it('what was played is what a list of every tenth would say, in pieces that are apart and in order', () => {
  fc.assert(
    fc.property(fc.array(span, { maxLength: 30 }), (all) => {
      const tenths = new Set<number>();
      let spans: readonly Span[] = [];
      for (const [from, length] of all) {
        for (let tenth = from; tenth < from + length; tenth += 1) tenths.add(tenth);
        spans = withSpan(spans, [from, from + length]);
      }
      const kept = spans.flatMap(([from, to]) => Array.from({ length: to - from }, (_, n) => from + n));
      expect(kept).toEqual([...tenths].sort((a, b) => a - b));
      for (const [index, [from]] of spans.entries())
        expect(from).toBeGreaterThan(spans[index - 1]?.[1] ?? -1);
    }),
    { numRuns: process.env.SOAK === '1' ? 20_000 : 200 },
  );
});
