import { randomBytes } from 'node:crypto';
import type { Clock } from '../../lib/clock.js';
import { derivedId } from '../../lib/ids.js';
import type { Classes } from '../classes/classes.public.js';
import type { Attendance } from './attendance.js';
import type { LiveModel, RoomDoc } from './live.model.js';
import { slotAt } from './live.rules.js';
import type { LiveEvent, LiveLog } from './live-log.js';
import { roomTail, type Tail } from './room-tail.js';
import { liveRulesOf, type Rooms, stateAt } from './rooms.js';

/** Whoever looks on by a socket of this process. */
export interface Onlooker {
  /** Null at a desk: the host is no viewer. */
  readonly familyId: string | null;
  /** New lines are there, or it may take in more. */
  pump(): void;
  send(message: object): void;
  /** `gone`: the class was cancelled, or is no more; `refused`: its family is signed up no more. */
  shutOut(why: 'gone' | 'refused'): void;
  /** Asked every quarter of a second: for heartbeats, tokens that run out, and slow takers. */
  look(now: Date): void;
}

/** A room that somebody at this process looks on. */
export type OpenRoom = {
  readonly classId: string;
  readonly tail: Tail;
  readonly onlookers: Set<Onlooker>;
  /** When each family asked last that has no socket. */
  readonly polls: Map<string, Date>;
  room: RoomDoc;
  state: RoomDoc['state'];
  viewers: number;
  held: number;
  muted: ReadonlySet<string>;
  told: { viewers: number; held: number };
  lookedAt: Date;
  countedAt: Date;
  /** Half minute of presence that was noted last, and the families noted in it. */
  slot: number;
  noted: Set<string>;
  isLooking: boolean;
  /** By this process's own unbroken time, when somebody last came to look on. */
  wantedMs: number;
};

export type HubDeps = {
  model: LiveModel;
  rooms: Rooms;
  log: LiveLog;
  attendance: Attendance;
  classes: Classes;
  clock: Clock;
  /** Told when the store can't be asked; the next look tries again. */
  onFault: (error: unknown) => void;
};

/** So often a process asks the store for lines that others wrote. */
const lookEveryMs = 250;
const refreshMs = 2_000;
/** So often it is counted who is there, and asked whether they may be. */
const countMs = 5_000;
/** A process that says nothing for so long counts no more. */
const countedMs = 20_000;
/** A room that everybody left is kept so long for who comes back. */
const keptOpenMs = 10_000;
/** Who asks every three seconds and is not heard for so long has gone. */
const pollMs = 20_000;

const since = (now: Date, then: Date): number => now.getTime() - then.getTime();
const printOf = (classId: string, familyId: string): string => derivedId('lf', classId, familyId);

/** What of a room `getLiveRoom` tells that no line of the log does. */
const shownOf = ({ video, isOpenToAll, replay }: RoomDoc): string =>
  JSON.stringify([video, isOpenToAll, replay?.classId]);

export type LiveHub = ReturnType<typeof liveHub>;

/**
 * What one process knows of the rooms that are looked on at it: the end of each log, who is there, and how many at all
 * processes. All of it comes from the store, so that processes share a room without knowing of each other.
 */
export function liveHub({ model, rooms, log, attendance, classes, clock, onFault }: HubDeps) {
  const open = new Map<string, Promise<OpenRoom>>();
  const processId = randomBytes(6).toString('hex');
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  log.onLine((classId) => {
    void open.get(classId)?.then(catchUp).catch(onFault);
  });

  /** The room as this process has it, begun to be looked at where it was not. */
  function enter(classId: string): Promise<OpenRoom> {
    const known = open.get(classId);
    if (known)
      return known.then((one) => {
        one.wantedMs = performance.now();
        return one;
      });
    const opening = openRoom(classId);
    open.set(classId, opening);
    opening.catch(() => open.delete(classId));
    keepLooking();
    return opening;
  }

  async function openRoom(classId: string): Promise<OpenRoom> {
    const now = clock.now();
    const [room, tail, viewers] = await Promise.all([
      rooms.find(classId),
      roomTail(log, classId),
      model.counts.countFamilies(classId, new Date(now.getTime() - countedMs)),
    ]);
    return {
      ...{ classId, tail, room, state: room.state, viewers, held: 0, muted: new Set() },
      ...{ onlookers: new Set(), polls: new Map(), told: { viewers: -1, held: -1 } },
      ...{ lookedAt: new Date(0), countedAt: new Date(0), slot: -1, noted: new Set(), isLooking: false },
      wantedMs: performance.now(),
    };
  }

  function keepLooking(): void {
    if (timer || isStopped) return;
    timer = setTimeout(() => {
      timer = undefined;
      // None waits for another, nor the next look for this one: a room that the store is slow with is looked at later.
      for (const opening of open.values()) opening.then(look).catch(onFault);
      if (open.size > 0) keepLooking();
    }, lookEveryMs);
  }

  async function look(one: OpenRoom): Promise<void> {
    const now = clock.now();
    for (const onlooker of one.onlookers) onlooker.look(now);
    for (const [familyId, at] of one.polls) if (since(now, at) > pollMs) one.polls.delete(familyId);
    if (one.isLooking) return;
    one.isLooking = true;
    try {
      await catchUp(one);
      if (since(now, one.lookedAt) >= refreshMs) await refresh(one, now);
      if (since(now, one.countedAt) >= countMs) {
        await shutOutStrangers(one);
        await count(one, now);
      }
      await notePresence(one, now);
    } finally {
      one.isLooking = false;
    }
    // Who came a moment ago may be about to sit down.
    const isLeft = one.onlookers.size === 0 && one.polls.size === 0;
    if (isLeft && performance.now() - one.wantedMs > keptOpenMs) await leave(one);
  }

  async function leave({ classId }: OpenRoom): Promise<void> {
    open.delete(classId);
    await model.counts.remove(countId(classId));
  }

  /** Takes in the lines that are new, and hands them on. */
  async function catchUp(one: OpenRoom): Promise<void> {
    if (!(await one.tail.extend())) return;
    // It may have begun or ended.
    one.lookedAt = new Date(0);
    for (const onlooker of one.onlookers) onlooker.pump();
  }

  /** What is no line of the log: who is muted, what waits for the host, whether the class is still to be. */
  async function refresh(one: OpenRoom, now: Date): Promise<void> {
    one.lookedAt = now;
    const { classId } = one;
    const [known, room, muted, held] = await Promise.all([
      classes.find(classId),
      rooms.find(classId),
      model.viewers.listMuted(classId),
      model.questions.count(classId, 'held'),
    ]);
    if (known?.status !== 'published') {
      for (const onlooker of one.onlookers) onlooker.shutOut('gone');
      return;
    }
    const state = stateAt(room, known.sessions, now, liveRulesOf(known));
    if (state !== one.state) tell(one, { type: 'state', state });
    else if (shownOf(room) !== shownOf(one.room)) tell(one, { type: 'room' });
    Object.assign(one, { room, state, held });
    tellMuted(one, new Set(muted));
    if (held === one.told.held) return;
    one.told.held = held;
    for (const onlooker of one.onlookers)
      if (onlooker.familyId === null) onlooker.send({ type: 'held', n: held });
  }

  function tellMuted(one: OpenRoom, muted: ReadonlySet<string>): void {
    for (const onlooker of one.onlookers) {
      const { familyId } = onlooker;
      if (familyId === null || muted.has(familyId) === one.muted.has(familyId)) continue;
      onlooker.send({ type: 'muted', isMuted: muted.has(familyId) });
    }
    one.muted = muted;
  }

  /** Who gave back its seat, or lost it, looks on no longer; nobody who came while it was asked for is meant. */
  async function shutOutStrangers({ classId, room, onlookers, polls }: OpenRoom): Promise<void> {
    if (room.isOpenToAll) return;
    const here = [...onlookers].flatMap((onlooker) =>
      onlooker.familyId === null ? [] : [{ onlooker, familyId: onlooker.familyId }],
    );
    const asked = [...new Set([...polls.keys(), ...here.map(({ familyId }) => familyId)])];
    const signedUp = await classes.listSignedUp(classId, asked);
    for (const familyId of asked) if (!signedUp.has(familyId)) polls.delete(familyId);
    for (const { onlooker, familyId } of here) if (!signedUp.has(familyId)) onlooker.shutOut('refused');
  }

  async function count(one: OpenRoom, now: Date): Promise<void> {
    one.countedAt = now;
    const { classId } = one;
    const prints = [...familiesIn(one)].map((familyId) => printOf(classId, familyId));
    await model.counts.put({ _id: countId(classId), classId, prints, at: now });
    one.viewers = await model.counts.countFamilies(classId, new Date(now.getTime() - countedMs));
    if (one.viewers === one.told.viewers) return;
    one.told.viewers = one.viewers;
    tell(one, { type: 'viewers', n: one.viewers });
  }

  async function notePresence(one: OpenRoom, now: Date): Promise<void> {
    const { startedAt, state } = one.room;
    if (state !== 'live' || !startedAt) return;
    const slot = slotAt(startedAt, now);
    if (slot !== one.slot) Object.assign(one, { slot, noted: new Set() });
    // Who comes in the middle of a half minute is there in it too.
    const fresh = [...familiesIn(one)].filter((familyId) => !one.noted.has(familyId));
    if (fresh.length === 0) return;
    await attendance.note(one.room, fresh);
    for (const familyId of fresh) one.noted.add(familyId);
  }

  function familiesIn({ onlookers, polls }: OpenRoom): Set<string> {
    const families = new Set(polls.keys());
    for (const { familyId } of onlookers) if (familyId !== null) families.add(familyId);
    return families;
  }

  function tell({ onlookers }: OpenRoom, message: object): void {
    for (const onlooker of onlookers) onlooker.send(message);
  }

  const countId = (classId: string): string => `${classId}/${processId}`;

  return {
    enter,
    /** By asking, without a socket. */
    async notePoll(classId: string, familyId: string): Promise<void> {
      (await enter(classId)).polls.set(familyId, clock.now());
    },
    /** Lines after that number, as fresh as a look at the store makes them. */
    async read(
      classId: string,
      after: number,
      limit: number,
    ): Promise<{ events: LiveEvent[]; lastSeq: number }> {
      const { tail } = await enter(classId);
      await tail.extend();
      const events = tail.after(after, limit) ?? (await log.read(classId, after, limit));
      return { events, lastSeq: tail.last() };
    },
    async lastSeq(classId: string): Promise<number> {
      const known = await open.get(classId);
      return known ? known.tail.last() : log.findLast(classId);
    },
    async countViewers(classId: string): Promise<number> {
      const known = await open.get(classId);
      return known
        ? known.viewers
        : model.counts.countFamilies(classId, new Date(clock.now().getTime() - countedMs));
    },
    async stop(): Promise<void> {
      isStopped = true;
      clearTimeout(timer);
      for (const classId of open.keys()) await model.counts.remove(countId(classId)).catch(onFault);
    },
  };
}
