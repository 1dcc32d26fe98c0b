import type { Reply } from '@nearcare/shared/contract/types';

type LiveRoom = Reply<'getLiveRoom'>;

/** How much of the session was watched, and how much counts as attended. Null where it says nothing. */
export function presenceWords(
  room: Pick<LiveRoom, 'session' | 'presentSeconds' | 'attendedAt' | 'isSignedUp' | 'config'>,
): string | null {
  if (!room.isSignedUp || room.session === null) return null;
  if (room.attendedAt !== null) return '看够了，记进今年的指导。';
  const whole = (Date.parse(room.session.endsAt) - Date.parse(room.session.startsAt)) / 1000;
  const needed = whole * room.config.attendedShare;
  const left = Math.ceil(Math.max(0, needed - room.presentSeconds) / 60);
  const seen = Math.floor(room.presentSeconds / 60);
  return seen === 0
    ? `看满 ${Math.ceil(needed / 60)} 分钟，记进今年的指导。`
    : `看了 ${seen} 分钟，再看 ${left} 分钟就记进今年的指导。`;
}
