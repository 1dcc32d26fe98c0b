import type { LearningRules } from '../../regions/learning-rules.js';

type Rules = LearningRules['live'];
export type Session = { startsAt: Date; endsAt: Date };
/** What of a room its sessions and the clock need: the session that runs or ran last, as it was announced by then. */
export type RoomTimes = { planned: Session | null };

const minute = 60_000;

/**
 * Whether that one is still to come, after the session that runs or ran last. By its time, not by its place in the list:
 * a desk may take sessions that are over out of the class.
 */
export const isAfter = ({ planned }: RoomTimes, { startsAt }: Session): boolean =>
  planned === null || startsAt >= planned.endsAt;

/** The session that a host may begin next: not begun before, and not too long over. -1 where there is none. */
export function nextSession(room: RoomTimes, sessions: readonly Session[], now: Date, rules: Rules): number {
  return sessions.findIndex(
    (session) =>
      isAfter(room, session) &&
      now.getTime() < session.endsAt.getTime() + rules.latestStartMinutesAfter * minute,
  );
}

/** From when on a host may begin that session. */
export function mayStartFrom({ startsAt }: Session, rules: Rules): Date {
  return new Date(startsAt.getTime() - rules.openMinutesBefore * minute);
}

/** When a room is ended whose host forgot it. */
export function forgottenAt(planned: Session, rules: Rules): Date {
  return new Date(planned.endsAt.getTime() + rules.endMinutesAfter * minute);
}

export const slotSeconds = 30;

/** The half minute of a session that runs since `startedAt`, from 0. Presence is counted once in each. */
export function slotAt(startedAt: Date, now: Date): number {
  return Math.floor((now.getTime() - startedAt.getTime()) / (slotSeconds * 1000));
}

/**
 * Half minutes in which a family has to be there. Of what was announced, or, once it is known, of what it really took
 * where that was shorter; but never so little that looking in is enough.
 */
export function neededSlots(planned: Session, ran: { from: Date; to: Date } | null, rules: Rules): number {
  const plannedMs = planned.endsAt.getTime() - planned.startsAt.getTime();
  const ranMs = ran ? ran.to.getTime() - ran.from.getTime() : plannedMs;
  const lengthMs = Math.max(Math.min(plannedMs, ranMs), Math.min(plannedMs, rules.leastMinutes * minute));
  return Math.max(1, Math.ceil((lengthMs * rules.attendedShare) / (slotSeconds * 1000)));
}

/** 家长 A … 家长 Z, 家长 AA …: in the order in which families first asked, from 0. */
export function aliasName(alias: number): string {
  let letters = '';
  for (let rest = alias; rest >= 0; rest = Math.floor(rest / 26) - 1)
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
  return `家长 ${letters}`;
}

type Asked = { id: string; at: Date };

/**
 * Questions of the last minute with one more, or the seconds to wait where there are too many. Asked again for the same
 * question it counts once.
 */
export function withQuestion(
  asked: readonly Asked[],
  { id, at }: Asked,
  rules: Rules,
): { asked: Asked[] } | { waitSeconds: number } {
  const recent = asked.filter((one) => at.getTime() - one.at.getTime() < minute);
  if (recent.some((one) => one.id === id)) return { asked: recent };
  const oldest = recent[0];
  if (oldest && recent.length >= rules.questionsPerMinute)
    return { waitSeconds: Math.max(1, Math.ceil((oldest.at.getTime() + minute - at.getTime()) / 1000)) };
  return { asked: [...recent, { id, at }] };
}
