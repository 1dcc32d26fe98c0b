import type { Clock } from '../../lib/clock.js';
import { keptFaults } from '../../lib/kept-faults.js';
import type { Held } from '../../plugins/jobs/job-runner.js';
import type { Classes, KnownClass } from '../classes/classes.public.js';
import type { Attendance } from './attendance.js';
import type { LiveModel, RoomDoc } from './live.model.js';
import { forgottenAt } from './live.rules.js';
import type { OnAirNews } from './on-air.js';
import type { RoomLines } from './room-lines.js';
import { liveRulesOf } from './rooms.js';

export type KeepingDeps = {
  model: LiveModel;
  lines: RoomLines;
  attendance: Attendance;
  air: OnAirNews;
  classes: Classes;
  end: (known: KnownClass) => Promise<void>;
  finishReplay: (room: RoomDoc) => Promise<string>;
  clock: Clock;
};

const pageSize = 200;
/** Families that reached their share together are many at once; what is left waits for the next run. */
const dueSize = 1000;

/** Finishes what a crash left of live rooms, and ends those that their host forgot. */
export function keepLive(deps: KeepingDeps) {
  const { model, lines, attendance, air, classes, end, finishReplay, clock } = deps;

  /** @returns how many */
  async function run(lease: Held): Promise<number> {
    const faults = keptFaults();
    const live = await model.rooms.listLive(pageSize);
    const work = [
      ...(await model.questions.listOwing(pageSize)).map((question) => () => lines.ofQuestion(question)),
      ...(await model.rooms.listOwing(pageSize)).map((room) => () => finishRoom(room)),
      ...live.map((room) => () => endIfForgotten(room)),
    ];
    for (const finish of work) if (lease.isHeld()) await faults.attempt<unknown>(finish(), undefined);
    // Afterwards: with those who attended the sessions that were just ended.
    const due = await model.presence.listDue(dueSize);
    for (const presence of due)
      if (lease.isHeld()) await faults.attempt<unknown>(attendance.count(presence), undefined);
    faults.rethrow();
    return work.length + due.length;
  }

  async function finishRoom(room: RoomDoc): Promise<void> {
    await attendance.markEnded(await air.tell(await lines.ofRoom(room)));
    if (room.replay?.classId === null) await finishReplay(room);
  }

  async function endIfForgotten({ _id, planned }: RoomDoc): Promise<void> {
    const known = await classes.find(_id);
    if (known && planned && clock.now() >= forgottenAt(planned, liveRulesOf(known))) await end(known);
  }

  return { run };
}
