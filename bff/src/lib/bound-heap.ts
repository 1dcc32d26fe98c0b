import { setFlagsFromString } from 'node:v8';

/** How much the old space may grow beyond what the last collection left. */
const percent = 30;

/**
 * Has V8 collect once the old space is 1.3 times what was alive in it. Left alone it waits until it is some 3 times
 * that, which a service that holds a country's centres in memory pays for in full. For all threads of the process; to
 * be called early, it holds from the next collection on.
 */
export function boundHeap(): void {
  setFlagsFromString(`--heap-growing-percent=${percent}`);
}
