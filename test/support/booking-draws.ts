import fc from 'fast-check';
import { childNumbers, dates } from './booking-world.js';
import { type Hours, hours, wholeDay } from './changing.js';

const what = fc.oneof(
  ...(
    [
      [6, ['wait', 'accept', 'swap']],
      [4, ['book', 'cancel', 'change']],
      [3, ['again', 'later']],
      [2, ['decline', 'lift', 'reopen', 'places', 'enrol']],
      [1, ['leave', 'group', 'close', 'suspend', 'withdraw', 'pry']],
      [1, ['checkIn', 'miss', 'settle', 'reconcile', 'keep']],
    ] as const
  ).flatMap(([weight, all]) => all.map((one) => ({ weight, arbitrary: fc.constant(one) }))),
);
const crash = fc.record({ nth: fc.integer({ min: 1, max: 9 }), when: fc.constantFrom('before', 'after') });
/** What one act is about. Most of it is about one day, so that the crowd meets there. */
export const given = fc.record({
  what,
  nth: fc.constantFrom(...childNumbers),
  wish: fc.constantFrom<Hours>(wholeDay, wholeDay, hours('08:00', '11:00'), hours('10:00', '13:00')),
  dates: fc.constantFrom<string[]>(
    [dates[0]],
    [dates[0]],
    [dates[0]],
    [dates[0]],
    [dates[1]],
    [...dates],
    dates.slice(0, 2),
  ),
  number: fc.nat(4),
  minutes: fc.constantFrom(1, 1, 20, 130, 24 * 60),
  server: fc.nat(1),
  crash: fc.option(crash, { nil: undefined, freq: 2 }),
});
export type Given = typeof given extends fc.Arbitrary<infer G> ? G : never;
