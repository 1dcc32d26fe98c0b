import type { Promises } from '../../regions/complaint-rules.js';
import { deadline } from '../../regions/working-days.js';
import type { ClockName, Life } from './complaint.rules.js';

/** Weeks of an ordinary one. Whoever does not hear by then is told more seldom, but never not at all. */
const lateSayingsBeforeSeldom = 12;

type Zone = Parameters<typeof deadline>[0];

export type Clock = { name: ClockName; from: Date; due: Date; isAssumed: boolean };

/**
 * The clocks that run now: nothing awaited, no clock. They all begin with the round, so that a late acceptance does not
 * put off the rest.
 */
export function runningClocks(region: Zone, promises: Promises, life: Life): Clock[] {
  if (life.endedAt) return [];
  const clock = (name: ClockName): Clock => {
    const { at, isAssumed } = deadline(region, life.roundFrom, promises[name]);
    return name === 'finish' && life.extendedUntil && life.extendedAt
      ? { name, from: life.extendedAt, due: life.extendedUntil, isAssumed }
      : { name, from: life.roundFrom, due: at, isAssumed };
  };
  return [
    ...(life.acceptedAt ? [] : [clock('accept')]),
    ...(life.repliedAt ? [] : [clock('reply')]),
    clock('finish'),
  ];
}

/** The latest instant to which this round may be extended. */
export function latestExtension(region: Zone, promises: Promises, life: Life): Date {
  const { at } = deadline(region, life.roundFrom, promises.finish);
  // The deadline is a midnight: the day that ended with it is the one from which the extension counts.
  return deadline(region, new Date(at.getTime() - 1), promises.extension).at;
}

/**
 * What the clocks have to say at `now` and have not said yet, in the order in which it came due. A clock that ran out
 * before its reminder was sent (the service was away) says both: nothing is past its deadline without either.
 */
export function dueEvents(
  region: Zone,
  promises: Promises,
  life: Life,
  now: Date,
): { kind: 'reminded' | 'overdue'; clock: ClockName }[] {
  return unsaid(region, promises, life)
    .filter(({ at }) => at <= now)
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ kind, clock }) => ({ kind, clock }));
}

type Saying = { kind: 'reminded' | 'overdue'; clock: ClockName; at: Date };

function unsaid(region: Zone, promises: Promises, life: Life): Saying[] {
  const once = runningClocks(region, promises, life).flatMap((clock): Saying[] => [
    { kind: 'reminded', clock: clock.name, at: remindAt(clock, promises) },
    { kind: 'overdue', clock: clock.name, at: clock.due },
  ]);
  return [
    ...once.filter(({ kind, clock }) => !life[kind].includes(clock)),
    ...lateAgain(region, promises, life),
  ];
}

/** Late is not over: until somebody ends it, it is said again, counted from the last time so that no two come at once. */
function lateAgain(region: Zone, promises: Promises, { endedAt, lateSaidAt, overdue }: Life): Saying[] {
  const times = overdue.filter((clock) => clock === 'finish').length;
  if (endedAt || !lateSaidAt) return [];
  const within = times <= lateSayingsBeforeSeldom ? promises.lateAgain : promises.lateSeldom;
  return [{ kind: 'overdue', clock: 'finish', at: deadline(region, lateSaidAt, within).at }];
}

/** When `dueEvents` will next have something to say, or null: the job looks at nothing before that. */
export function nextDue(region: Zone, promises: Promises, life: Life): Date | null {
  const times = unsaid(region, promises, life).map(({ at }) => at);
  return times.length === 0 ? null : new Date(Math.min(...times.map((at) => at.getTime())));
}

function remindAt({ from, due }: Clock, { remindAtPercent }: Promises): Date {
  return new Date(from.getTime() + ((due.getTime() - from.getTime()) * remindAtPercent) / 100);
}
