import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Has V8 collect all garbage at once, which stops everything for some 100 ms. For the end of a long load: left alone,
 * V8 keeps what the load left behind for hours, since a service in use hardly fills its old space again.
 */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
}
