import type { Interrupt } from './booking-stack.js';

export class Crash extends Error {}
export const asItIs: Interrupt = (write) => write();

/** Dies at the given write, before it or just after it. Whatever the process wanted to do later never happens. */
export function crashAt(nth: number, when: 'before' | 'after'): Interrupt {
  let count = 0;
  return async (write) => {
    count += 1;
    if (count > nth || (count === nth && when === 'before')) throw new Crash();
    const result = await write();
    if (count === nth) throw new Crash();
    return result;
  };
}
