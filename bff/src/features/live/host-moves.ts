import { DomainError } from '../../lib/domain-error.js';

/** A move of a host that was made: its idempotency key, bound to the desk, and the print of what it asked for. */
export type Made = { key: string; print: string };

/** Of what one document remembers; a retry that comes after so many other moves on it is a new one. */
const mostKept = 20;

/**
 * Whether this move was made already. It is not made again, whatever others decided since.
 * @throws DomainError idempotency_key_reused
 */
export function isMade(made: readonly Made[] | undefined, { key, print }: Made): boolean {
  const before = made?.find((one) => one.key === key);
  if (before && before.print !== print) throw new DomainError('idempotency_key_reused');
  return before !== undefined;
}

export function withMade(made: readonly Made[] | undefined, move: Made): Made[] {
  return [...(made ?? []), move].slice(-mostKept);
}
