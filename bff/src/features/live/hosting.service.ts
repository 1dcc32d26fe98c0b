import type { Body, Query, Reply } from '@nearcare/shared/contract/types';
import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { decodeCursor, encodeCursor } from '../../lib/cursor.js';
import { DomainError } from '../../lib/domain-error.js';
import { derivedId, fingerprint } from '../../lib/ids.js';
import { civilNow } from '../../lib/zone.js';
import type { DeskSession } from '../../plugins/session.js';
import type { Classes, KnownClass } from '../classes/classes.public.js';
import type { LessonPublisher } from '../lessons/lessons.public.js';
import type { Attendance } from './attendance.js';
import { isMade, type Made, withMade } from './host-moves.js';
import type { LiveModel, QuestionDoc, RoomDoc } from './live.model.js';
import { aliasName, isAfter, mayStartFrom, nextSession } from './live.rules.js';
import { type LiveLog, placeOf } from './live-log.js';
import type { OnAirNews } from './on-air.js';
import { deciding, type RoomLines } from './room-lines.js';
import { liveRulesOf, type Rooms, refuseCancelled, sessionShown, toSession } from './rooms.js';
import type { Viewers } from './viewers.js';
import { configOf, type Watching } from './watching.service.js';

export type HostingDeps = {
  model: LiveModel;
  rooms: Rooms;
  viewers: Viewers;
  lines: RoomLines;
  log: LiveLog;
  attendance: Attendance;
  air: OnAirNews;
  watching: Watching;
  classes: Classes;
  publisher: LessonPublisher;
  keys: FamilyKeys;
  clock: Clock;
};
type Act = Body<'deskActInLiveRoom'>;
type Acting = { known: KnownClass; act: Act; move: Made };

const maxTries = 20;

export type Hosting = ReturnType<typeof hostingService>;

/** A live room on the side of its host: whoever is at the desk of the class. */
export function hostingService(deps: HostingDeps) {
  const { model, rooms, viewers, lines, log, attendance, air, watching, classes, publisher, keys, clock } =
    deps;

  /** @throws DomainError not_found (also another desk's, and one that is not live) */
  async function requireClass(desk: DeskSession, classId: string): Promise<KnownClass> {
    const known = await classes.ofDesk(desk, classId);
    if (known?.way !== 'live') throw new DomainError('not_found');
    return known;
  }

  async function deskGetLiveRoom(desk: DeskSession, classId: string): Promise<Reply<'deskGetLiveRoom'>> {
    return toRoom(await requireClass(desk, classId));
  }

  async function toRoom(known: KnownClass): Promise<Reply<'deskGetLiveRoom'>> {
    const { id: classId, title } = known;
    const room = await rooms.find(classId);
    const [counts, held, attended] = await Promise.all([
      watching.countsOf(classId),
      model.questions.count(classId, 'held'),
      model.presence.countAttended(classId, room.session),
    ]);
    const next = known.sessions[nextSession(room, known.sessions, clock.now(), liveRulesOf(known))];
    const state = watching.stateOf(room, known);
    const mayStart = state === 'waiting' && next !== undefined;
    return {
      ...{ classId, title, state, ...counts, held, attended },
      session: toSession(sessionShown(room, known)),
      startedAt: room.startedAt?.toISOString() ?? null,
      endedAt: room.endedAt?.toISOString() ?? null,
      ...{ video: room.video, isOpenToAll: room.isOpenToAll, replayClassId: room.replay?.classId ?? null },
      mayStartFrom: mayStart ? mayStartFrom(next, liveRulesOf(known)).toISOString() : null,
      may: movesOf({ ...room, state }, known, mayStart),
      videoOrigins: [...publisher.origins],
      config: configOf(known),
    };
  }

  /** @throws DomainError not_found, class_cancelled, media_url_refused, retry */
  async function deskSetLiveRoom(
    desk: DeskSession,
    classId: string,
    { video, isOpenToAll }: Body<'deskSetLiveRoom'>,
  ): Promise<Reply<'deskGetLiveRoom'>> {
    const known = await requireClass(desk, classId);
    refuseCancelled(known);
    if (video) publisher.checkUrl(video.url);
    if (video?.flvUrl !== undefined) publisher.checkUrl(video.flvUrl);
    await rooms.change(classId, (room) => ({ ...room, video, isOpenToAll }));
    return toRoom(known);
  }

  async function deskListLiveQuestions(
    desk: DeskSession,
    classId: string,
    { state, cursor, limit = 20 }: Query<'deskListLiveQuestions'>,
  ): Promise<Reply<'deskListLiveQuestions'>> {
    await requireClass(desk, classId);
    const [askedAt, _id] = cursor ? decodeCursor(cursor, 2) : [];
    const before = cursor ? { askedAt: new Date(Number(askedAt)), _id: String(_id) } : null;
    const page = await model.questions.list({ classId, ...(state ? { state } : {}) }, before, limit + 1);
    const items = page.slice(0, limit);
    const muted = new Set(await model.viewers.listMuted(classId));
    const last = items.at(-1);
    return {
      items: await Promise.all(items.map((question) => toItem(question, muted.has(question.familyId)))),
      nextCursor: page.length > limit && last ? encodeCursor([last.askedAt.getTime(), last._id]) : null,
    };
  }

  async function toItem(question: QuestionDoc, isMuted: boolean) {
    const { _id: id, state, alias, askedAt } = question;
    const words = await log.openWords(question);
    return {
      ...{ id, state, by: aliasName(alias), askedAt: askedAt.toISOString(), isMuted },
      ...{ text: words?.text ?? null, answer: words?.answer ?? null },
    };
  }

  /**
   * @throws DomainError not_found, class_cancelled, reason_required (no text), live_move_refused, live_too_early,
   * live_not_on, idempotency_key_reused, retry
   */
  async function deskActInLiveRoom(
    desk: DeskSession,
    classId: string,
    act: Act,
    key: string,
  ): Promise<Reply<'deskGetLiveRoom'>> {
    const known = await requireClass(desk, classId);
    // A room that is on may still be ended, whatever became of its class.
    if (act.move !== 'end') refuseCancelled(known);
    const move = { key: derivedId('k', desk.membershipId, key), print: fingerprint(act) };
    await moves[act.move]({ known, act, move });
    return toRoom(known);
  }

  const moves: Readonly<Record<Act['move'], (acting: Acting) => Promise<unknown>>> = {
    start,
    end: ({ known, move }) => end(known, move),
    announce,
    answer,
    show: (acting) => turn(acting, 'shown', 'asked'),
    hide: (acting) => turn(acting, 'hidden', 'hidden'),
    mute: (acting) => setMuted(acting, true),
    unmute: (acting) => setMuted(acting, false),
  };

  /** Once for each session, from half an hour before it on. */
  async function start({ known, move }: Acting): Promise<void> {
    const rules = liveRulesOf(known);
    const room = await rooms.change(known.id, (current) => {
      if (isMade(current.made, move)) return current;
      const made = withMade(current.made, move);
      if (current.state === 'live') return { ...current, made };
      const now = clock.now();
      const planned = known.sessions[nextSession(current, known.sessions, now, rules)];
      if (current.state !== 'waiting' || !planned) throw new DomainError('live_move_refused');
      const from = mayStartFrom(planned, rules);
      if (now < from) throw new DomainError('live_too_early', { ...civilNow(known.timeZone, from) });
      const session = current.session + 1;
      return {
        ...{ ...current, state: 'live', session, planned, startedAt: now, endedAt: null },
        owed: [...current.owed, { mark: `started/${session}`, kind: 'started', at: now }],
        isAirUntold: true,
        made,
      };
    });
    await air.tell(await lines.ofRoom(room));
  }

  /** Asked again, nothing more happens. Also by the job, for a room that its host forgot. */
  async function end(known: KnownClass, move?: Made): Promise<void> {
    const room = await rooms.change(known.id, (current) => {
      if (move && isMade(current.made, move)) return current;
      const { session, planned, startedAt } = current;
      if (current.state !== 'live' || !planned || !startedAt) {
        if (session < 0) throw new DomainError('live_not_on');
        return move ? { ...current, made: withMade(current.made, move) } : current;
      }
      const now = clock.now();
      const hasMore = known.sessions.some((one) => isAfter(current, one));
      return {
        ...{ ...current, state: hasMore ? 'waiting' : 'ended', endedAt: now },
        owed: [...current.owed, { mark: `ended/${session}`, kind: 'ended', at: now }],
        isAirUntold: true,
        uncounted: [...current.uncounted, { session, planned, from: startedAt, to: now }],
        ...(move && { made: withMade(current.made, move) }),
      };
    });
    await attendance.markEnded(await air.tell(await lines.ofRoom(room)));
  }

  async function announce({ known, act, move }: Acting): Promise<void> {
    const text = requireText(act);
    const state = watching.stateOf(await rooms.find(known.id), known);
    if (state !== 'live' && state !== 'waiting') throw new DomainError('live_not_on');
    const mark = `announced/${move.key}`;
    const print = fingerprint(text);
    await log.append(known.id, { mark, kind: 'announced', at: clock.now(), text, print });
    const written = await model.events.findMark(known.id, mark);
    if (written && written.print !== print) throw new DomainError('idempotency_key_reused');
  }

  /** Sealed as the question is: it may speak of the same child. Said again in other words, it is another line. */
  async function answer(acting: Acting): Promise<void> {
    const text = requireText(acting.act);
    await decide(acting, async (question) => {
      if (question.state !== 'shown') throw new DomainError('live_move_refused');
      const words = await log.openWords(question);
      const key = await keys.find(question.familyId);
      if (!words || !key) throw new DomainError('not_found');
      if (words.answer === text) return question;
      const sealedAnswer = key.seal(placeOf(question._id, 'answer'), text);
      return deciding(question, { sealedAnswer }, { kind: 'answered', at: clock.now() });
    });
  }

  function turn(acting: Acting, state: QuestionDoc['state'], kind: 'asked' | 'hidden'): Promise<void> {
    return decide(acting, async (question) => {
      if (question.state === state) return question;
      // What nobody saw needs no line when it goes.
      const line = kind === 'hidden' && question.state === 'held' ? null : { kind, at: clock.now() };
      return deciding(question, { state }, line);
    });
  }

  async function setMuted({ known, act, move }: Acting, isMuted: boolean): Promise<void> {
    const { familyId } = await requireQuestion(known.id, act);
    await viewers.change(known.id, familyId, (viewer) =>
      isMade(viewer.made, move) ? viewer : { ...viewer, isMuted, made: withMade(viewer.made, move) },
    );
  }

  /**
   * One compare-and-set on the question, and its line behind it; first what a crash left of the decision before. A move
   * that changes nothing is remembered as well: its retry may come when it would.
   */
  async function decide(
    { known, act, move }: Acting,
    changeOf: (question: QuestionDoc) => Promise<QuestionDoc>,
  ): Promise<void> {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const question = await lines.ofQuestion(await requireQuestion(known.id, act));
      if (question.owed) continue;
      if (isMade(question.made, move)) return;
      const changed = await changeOf(question);
      const next = { ...changed, rev: question.rev + 1, made: withMade(question.made, move) };
      if (!(await model.questions.write(next))) continue;
      await lines.ofQuestion(next);
      return;
    }
    throw new DomainError('retry');
  }

  async function requireQuestion(classId: string, { questionId }: Act): Promise<QuestionDoc> {
    const question = questionId === undefined ? null : await model.questions.find(questionId);
    if (question?.classId !== classId) throw new DomainError('not_found');
    return question;
  }

  return {
    ...{ deskGetLiveRoom, deskSetLiveRoom, deskListLiveQuestions, deskActInLiveRoom },
    ...{ requireClass, end },
  };
}

function movesOf(room: RoomDoc, { status }: KnownClass, mayStart: boolean): Reply<'deskGetLiveRoom'>['may'] {
  const { state, session } = room;
  const talking = ['announce', 'answer', 'show', 'hide', 'mute', 'unmute'] as const;
  if (state === 'live') return status === 'cancelled' ? ['end'] : ['end', ...talking];
  if (status === 'cancelled') return [];
  if (state === 'waiting') return [...(mayStart ? (['start'] as const) : []), ...talking];
  return state === 'ended' ? ['answer', 'show', 'hide', ...(session < 0 ? [] : (['replay'] as const))] : [];
}

function requireText({ text }: Act): string {
  if (text === undefined) throw new DomainError('reason_required');
  return text;
}
