import { expect, it } from 'vitest';
import { partInView } from './use-sections';

it('the part in view is the last whose beginning was reached; none above the first', () => {
  expect(partInView([200, 500, 900])).toBe(-1);
  expect(partInView([-1, 500, 900])).toBe(0);
  expect(partInView([-700, 0, 400])).toBe(1);
  expect(partInView([-700, null, 400])).toBe(0);
});
