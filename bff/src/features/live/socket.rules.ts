import type { ErrorCode } from '@nearcare/shared/contract/errors';

/** Why a socket is closed; what a phone does then stands in docs/live-protocol.md. */
export const closeCodes = {
  restart: 1012,
  misused: 4400,
  token: 4401,
  refused: 4403,
  gone: 4404,
  silent: 4408,
  tooManySockets: 4409,
  tooMany: 4429,
  slow: 4503,
  ofError(code: ErrorCode): number {
    if (code === 'sign_in_required' || code === 'session_expired') return closeCodes.token;
    if (code === 'sign_up_first' || code === 'second_factor_required') return closeCodes.refused;
    if (code === 'not_found' || code === 'class_cancelled') return closeCodes.gone;
    return closeCodes.restart;
  },
} as const;

/** Messages of one socket: a bucket that so many fill, and that empties by one each second. */
export type Taking = { level: number; at: Date };
const mostAtOnce = 20;

export const taking = {
  fresh: (at: Date): Taking => ({ level: 0, at }),
  after({ level, at }: Taking, now: Date): Taking {
    const drained = Math.max(0, now.getTime() - at.getTime()) / 1000;
    return { level: Math.max(0, level - drained) + 1, at: now };
  },
  isTooMany: ({ level }: Taking): boolean => level > mostAtOnce,
};

export type Message =
  | { type: 'join'; token: string; after: number; as: 'desk' | 'family' }
  | { type: 'auth'; token: string }
  | { type: 'pong' };

/** What a phone may say (docs/live-protocol.md); null for anything else. */
export function readMessage(text: string): Message | null {
  const said = parsed(text);
  if (said === null) return null;
  const { type, token, after = 0, as = 'family' } = said;
  if (type === 'pong') return { type };
  if (typeof token !== 'string' || token === '') return null;
  if (type === 'auth') return { type, token };
  if (type !== 'join' || !isSeq(after) || (as !== 'desk' && as !== 'family')) return null;
  return { type, token, after, as };
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const said: unknown = JSON.parse(text);
    return typeof said === 'object' && said !== null ? (said as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

const isSeq = (after: unknown): after is number =>
  typeof after === 'number' && Number.isInteger(after) && after >= 0 && after <= 1_000_000_000;
