import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 collect once the old space has grown by so much beyond what was alive in it. Left alone it waits until it is
 * some 3 times that, which a service that holds a country's centres in memory pays for in full. For all threads of the
 * process; to be called early, it holds from the next collection on.
 */
export function boundHeap(percent: number): void {
  setFlagsFromString(`--heap-growing-percent=${percent}`);
}
