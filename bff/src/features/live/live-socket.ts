import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import type { SignedIn } from '../../plugins/session.js';
import type { LiveHub, Onlooker, OpenRoom } from './live-hub.js';
import type { LiveLog } from './live-log.js';
import { toLine } from './room-tail.js';
import { closeCodes, type Message, readMessage, type Taking, taking } from './socket.rules.js';

/** What of a WebSocket is used here. */
export type Wire = {
  send(text: string): void;
  /** Bytes that are still to go out. */
  readonly bufferedAmount: number;
  close(code: number): void;
  terminate(): void;
  pause(): void;
};
/** Who may look on at what. @throws DomainError as the contract's `listLiveEvents`, and of a token that is not good */
export type Admission = {
  signIn(token: string): Promise<SignedIn>;
  /** As a desk: at the one that is open on this device. */
  admit(who: SignedIn, classId: string, asDesk: boolean): Promise<void>;
  /**
   * Whoever looks on already: whether its session, and of a host its desk, still stands. That families are still signed
   * up the room asks for all of them at once. Looking on counts as no use of a desk. @throws DomainError as `admit`
   */
  recheck(who: SignedIn, classId: string, asDesk: boolean): Promise<void>;
};
/** Sockets of each family at this process. */
export type Seats = Map<string, number>;
export type SocketDeps = { hub: LiveHub; log: LiveLog; admission: Admission; seats: Seats; clock: Clock };

/** More would only wait in memory for a phone that takes it in slowly: it is sent when there is room again. */
const mostBuffered = 64 * 1024;
const pageSize = 100;
const mostSeats = 6;
/** After a close, so long is waited for the other side to close as well. */
const lingerMs = 1_000;

const seconds = (n: number): number => n * 1000;
export const joinWithinMs = seconds(10);
const pingEveryMs = seconds(25);
const silentMs = seconds(60);
/** A ping has so long to be answered, whatever was before it. */
const answerMs = seconds(10);
/** A process that did not look for so long stood still. */
const heldUpMs = seconds(20);
const slowMs = seconds(30);
const tellExpiryMs = seconds(60);
const recheckMs = seconds(10);

/**
 * One socket of a live room, from its opening on. Lines go out in order, as fast as the phone takes them in; each socket
 * knows how far it is, so a slow one keeps nobody waiting and needs no memory but that number.
 */
export function liveSocket(wire: Wire, classId: string, { hub, log, admission, seats, clock }: SocketDeps) {
  let joined: { room: OpenRoom; onlooker: Onlooker; who: SignedIn; until: Date; asDesk: boolean } | null =
    null;
  let cursor = 0;
  let takenIn: Taking = taking.fresh(clock.now());
  let pinged: Taking = taking.fresh(clock.now());
  let isClosed = false;
  let isBusy = false;
  let isReading = false;
  let heardAt = clock.now();
  let pingedAt = clock.now();
  /** When the first ping went out that nothing was heard after. */
  let askedAt: Date | null = null;
  let lookedAt = clock.now();
  let checkedAt = clock.now();
  let behindSince: Date | null = null;
  let isToldOfExpiry = false;

  function send(message: object): void {
    if (!isClosed) wire.send(JSON.stringify(message));
  }

  /** For good. What still comes in is not read any more. */
  function close(code: number): void {
    if (isClosed) return;
    leave();
    wire.close(code);
    // What a flood still has in its pipe is left there.
    if (code === closeCodes.tooMany) wire.pause();
    setTimeout(() => wire.terminate(), lingerMs).unref();
  }

  /** The socket has gone, or is going. */
  function leave(): void {
    isClosed = true;
    if (!joined) return;
    const { room, onlooker, who } = joined;
    room.onlookers.delete(onlooker);
    const left = (seats.get(who.familyId) ?? 1) - 1;
    if (left > 0) seats.set(who.familyId, left);
    else seats.delete(who.familyId);
    joined = null;
  }

  /** Counted before it is looked at, so that a flood costs nobody anything but itself. */
  function hear(text: string): void {
    if (isClosed) return;
    heardAt = clock.now();
    askedAt = null;
    takenIn = taking.after(takenIn, heardAt);
    if (taking.isTooMany(takenIn)) return close(closeCodes.tooMany);
    const message = readMessage(text);
    // A ping may go out while a token is looked at: its answer comes when it comes.
    if (message?.type === 'pong') return;
    if (!message || isBusy) return close(closeCodes.misused);
    if ((message.type === 'join') === (joined !== null)) return close(closeCodes.misused);
    isBusy = true;
    const work = message.type === 'join' ? join(message) : refreshToken(message.token);
    work.catch(closeFor).finally(() => {
      isBusy = false;
    });
  }

  /** By a frame of the protocol, each of which the library answers: who reads no answers would heap them up here. */
  function hearPing(): void {
    if (isClosed) return;
    pinged = taking.after(pinged, clock.now());
    if (taking.isTooMany(pinged)) close(closeCodes.tooMany);
  }

  async function join(message: Extract<Message, { type: 'join' }>): Promise<void> {
    const asDesk = message.as === 'desk';
    const who = await admission.signIn(message.token);
    await admission.admit(who, classId, asDesk);
    const room = await hub.enter(classId);
    // It may come from a process that knew more: what it has must not be sent again.
    if (message.after > room.tail.last()) await room.tail.extend();
    if (isClosed) return;
    const taken = seats.get(who.familyId) ?? 0;
    if (taken >= mostSeats) return close(closeCodes.tooManySockets);
    seats.set(who.familyId, taken + 1);
    const onlooker: Onlooker = {
      familyId: asDesk ? null : who.familyId,
      ...{ pump, send, look, shutOut: (why: 'gone' | 'refused') => close(closeCodes[why]) },
    };
    joined = { room, onlooker, who, until: untilOf(who), asDesk };
    const last = room.tail.last();
    cursor = Math.min(message.after, last);
    room.onlookers.add(onlooker);
    send({ type: 'joined', state: room.state, viewers: room.viewers, lastSeq: last });
    if (asDesk) send({ type: 'held', n: room.held });
    pump();
  }

  async function refreshToken(token: string): Promise<void> {
    const who = await admission.signIn(token);
    if (!joined) return;
    const { familyId, guardianId } = joined.who;
    if (who.familyId !== familyId || who.guardianId !== guardianId) return close(closeCodes.token);
    await admission.admit(who, classId, joined.asDesk);
    if (!joined) return;
    const until = untilOf(who);
    joined = { ...joined, who, until };
    isToldOfExpiry = false;
    send({ type: 'authed', until: until.toISOString() });
  }

  /** Sends lines until it has them all, or the phone has enough to take in. */
  function pump(): void {
    if (!joined || isClosed || isReading) return;
    const { tail } = joined.room;
    while (cursor < tail.last() && wire.bufferedAmount < mostBuffered) {
      const message = tail.messageAfter(cursor);
      if (message === null) return void readOn().catch(closeFor);
      wire.send(message);
      cursor += 1;
    }
    const isBehind = cursor < tail.last() || wire.bufferedAmount >= mostBuffered;
    behindSince = isBehind ? (behindSince ?? clock.now()) : null;
  }

  /** Lines that memory keeps no more. */
  async function readOn(): Promise<void> {
    isReading = true;
    try {
      const events = await log.read(classId, cursor, pageSize);
      if (isClosed) return;
      for (const event of events) {
        wire.send(toLine(event).message);
        cursor = event.seq;
      }
    } finally {
      isReading = false;
    }
    if (wire.bufferedAmount < mostBuffered) pump();
    else behindSince ??= clock.now();
  }

  function look(now: Date): void {
    const past = (since: Date): number => now.getTime() - since.getTime();
    const isHeldUp = past(lookedAt) >= heldUpMs;
    lookedAt = now;
    // A process that stood still may not have read yet what came meanwhile: it asks anew.
    if (isHeldUp) askedAt = null;
    if (askedAt && past(askedAt) >= answerMs && past(heardAt) >= silentMs) return close(closeCodes.silent);
    if (behindSince && past(behindSince) >= slowMs) return close(closeCodes.slow);
    if (isHeldUp || past(pingedAt) >= pingEveryMs) {
      pingedAt = now;
      askedAt ??= now;
      send({ type: 'ping' });
    }
    lookAtToken(now);
    pump();
  }

  function lookAtToken(now: Date): void {
    if (!joined) return;
    const { who, until, asDesk } = joined;
    const leftMs = until.getTime() - now.getTime();
    if (leftMs <= 0) return close(closeCodes.token);
    if (leftMs <= tellExpiryMs && !isToldOfExpiry) {
      isToldOfExpiry = true;
      send({ type: 'tokenExpiring', at: until.toISOString() });
    }
    if (now.getTime() - checkedAt.getTime() < recheckMs) return;
    checkedAt = now;
    admission.recheck(who, classId, asDesk).catch(closeFor);
  }

  const untilOf = ({ lastsMs }: SignedIn): Date => new Date(clock.now().getTime() + lastsMs);

  function closeFor(error: unknown): void {
    close(error instanceof DomainError ? closeCodes.ofError(error.code) : closeCodes.restart);
  }

  return { hear, hearPing, leave, close, isJoined: () => joined !== null };
}
