import { createHmac, timingSafeEqual } from 'node:crypto';

export type RefreshTokens = ReturnType<typeof refreshTokens>;

/**
 * A session's row of refresh tokens, each worked out from the server's secret, the session and its place in the row.
 * So the store holds none; an answer that was lost can be given again word for word; a token that was traded before is
 * told from one that somebody made up, and only the former ends the session.
 * @param secret SESSION_SECRET; a new one signs everybody out
 */
export function refreshTokens(secret: string) {
  const proof = (sessionId: string, generation: number) =>
    createHmac('sha256', secret).update(`refresh:${sessionId}:${generation}`).digest('base64url');

  return {
    make: (sessionId: string, generation: number) =>
      `${sessionId}.${proof(sessionId, generation)}.${generation}`,

    /** null: not one of ours. */
    read(token: string): { sessionId: string; generation: number } | null {
      const [sessionId = '', given = '', place = ''] = token.split('.');
      const generation = Number(place);
      const wanted = Buffer.from(proof(sessionId, generation));
      const isOurs = given.length === wanted.length && timingSafeEqual(Buffer.from(given), wanted);
      return isOurs ? { sessionId, generation } : null;
    },
  };
}
