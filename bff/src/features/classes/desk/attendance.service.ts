import type { Body, Query, Reply } from '@nearcare/shared/contract/types';
import { ageInMonths } from '@nearcare/shared/rules/age';
import type { Clock } from '../../../lib/clock.js';
import { decodeCursor, encodeCursor } from '../../../lib/cursor.js';
import { DomainError } from '../../../lib/domain-error.js';
import { civilNow } from '../../../lib/zone.js';
import type { DeskSession } from '../../../plugins/session.js';
import { getRegion } from '../../../regions/regions.js';
import type { AccessLog } from '../../desk/desk.public.js';
import type { Children, KnownChild } from '../../families/families.public.js';
import { type ClassTime, refuseMark, sessionNoted } from '../class.rules.js';
import type { ClassDoc } from '../classes.model.js';
import { invalid } from '../finding.service.js';
import type { Settling } from '../settling.js';
import { isStanding, markOf } from '../sign-up.rules.js';
import type { SignUpDoc, SignUpsModel } from '../sign-ups.model.js';
import { attendanceCsv } from './attendance-csv.js';
import type { ClassesAtDesk } from './classes-at-desk.service.js';

export type AttendanceDeps = {
  signUps: Pick<SignUpsModel, 'findOfClass' | 'findByCode' | 'listOfClass'>;
  settling: Settling;
  atDesk: ClassesAtDesk;
  families: Children;
  accessLog: AccessLog;
  clock: Clock;
};

type Attendee = Reply<'deskMarkAttendance'>;
type Attending = { signUp: SignUpDoc; child: KnownChild };

const batchSize = 200;

/** Who has a seat, who waits and who came. Every look is on record with the families before it is answered. */
export function attendanceService({ signUps, settling, atDesk, families, accessLog, clock }: AttendanceDeps) {
  /** @throws DomainError not_found, input_invalid */
  async function listAttendees(
    desk: DeskSession,
    id: string,
    { cursor, limit = 20 }: Query<'deskListAttendees'>,
  ): Promise<Reply<'deskListAttendees'>> {
    const given = await atDesk.findOwn(desk, id);
    const after = cursor === undefined ? '' : String(decodeCursor(cursor, 1)[0]);
    const read = await signUps.listOfClass(given._id, after, limit + 1);
    const page = read.slice(0, limit);
    const attending = await lookAt(desk, page.filter(isShown));
    const last = page.at(-1);
    return {
      items: attending.map((one) => toAttendee(one, given, clock.now())),
      nextCursor: read.length > limit && last ? encodeCursor([last._id]) : null,
    };
  }

  /**
   * One session, by the family's code or by the list. Who was there stays so; who was put down as missing may still turn
   * up.
   * @throws DomainError not_found, input_invalid, check_in_not_open, check_in_over, check_in_code_wrong, class_cancelled,
   * own_family
   */
  async function markAttendance(
    desk: DeskSession,
    id: string,
    { code, signUpId, mark, session: named }: Body<'deskMarkAttendance'>,
  ): Promise<Attendee> {
    const given = await atDesk.findOwn(desk, id);
    if ((code === undefined) === (signUpId === undefined)) throw invalid('/code', '用签到码，或在名单里点');
    const now = clock.now();
    const session = sessionOf(given, named, now);
    const refusal = refuseMark(given, { mark, session }, getRegion(given.regionCode).classes, now);
    if (refusal) throw new DomainError(refusal.code, refusal.facts);
    const signUp = await findMarked(given._id, { code, signUpId });
    if (signUp.familyId === desk.familyId) throw new DomainError('own_family');
    const [seen] = await lookAt(desk, [signUp]);
    if (!seen) throw new DomainError('not_found');
    const { startsAt, date: on } = session;
    const of = given.sessions.map((one) => one.startsAt);
    const decided = await settling.decide(
      signUp,
      mark === 'attended'
        ? { kind: 'attend', session: startsAt, at: now, on }
        : { kind: 'miss', session: startsAt, of, at: now, on },
    );
    if (!decided || !isMarkable(decided.signUp)) throw new DomainError('not_found');
    return toAttendee({ ...seen, signUp: decided.signUp }, given, now);
  }

  /** @throws DomainError not_found where nobody comes to a door, input_invalid */
  function sessionOf(given: ClassDoc, named: string | undefined, now: Date): ClassTime {
    const session =
      named === undefined
        ? sessionNoted(given, getRegion(given.regionCode).classes, now)
        : given.sessions.find(({ startsAt }) => startsAt.getTime() === Date.parse(named));
    if (session) return session;
    if (named === undefined || given.sessions.length === 0) throw new DomainError('not_found');
    throw invalid('/session', '没有这一次');
  }

  async function findMarked(
    classId: string,
    { code, signUpId }: Pick<Body<'deskMarkAttendance'>, 'code' | 'signUpId'>,
  ): Promise<SignUpDoc> {
    if (code !== undefined) {
      const told = await signUps.findByCode(classId, code);
      if (!told || !isMarkable(told)) throw new DomainError('check_in_code_wrong');
      return told;
    }
    const listed = await signUps.findOfClass(classId, signUpId ?? '');
    if (!listed || !isMarkable(listed)) throw new DomainError('not_found');
    return listed;
  }

  /** @throws DomainError not_found */
  async function exportAttendance(desk: DeskSession, id: string): Promise<Reply<'deskExportAttendance'>> {
    const given = await atDesk.findOwn(desk, id);
    const rows: Attendee[] = [];
    let after = '';
    for (;;) {
      const read = await signUps.listOfClass(given._id, after, batchSize);
      const attending = await lookAt(desk, read.filter(isMarkable));
      rows.push(...attending.map((one) => toAttendee(one, given, clock.now())));
      after = read.at(-1)?._id ?? after;
      if (read.length < batchSize) break;
    }
    const day = given.sessions[0]?.date ?? civilNow(given.timeZone, clock.now()).date;
    return { fileName: `attendance-${day}.csv`, text: attendanceCsv(given, rows) };
  }

  /** On record first. A child that was removed meanwhile is nobody's to see. */
  async function lookAt(desk: DeskSession, seen: readonly SignUpDoc[]): Promise<Attending[]> {
    await accessLog.note(
      desk,
      seen.map(({ familyId, childId }) => ({ familyId, childId, what: 'classSignUp' })),
    );
    const found = await Promise.all(
      seen.map(async (signUp) => ({
        signUp,
        child: await families.findChild(signUp.familyId, signUp.childId),
      })),
    );
    return found.flatMap(({ signUp, child }) => (child ? [{ signUp, child }] : []));
  }

  return { listAttendees, markAttendance, exportAttendance };
}

/** Who has a seat, or stands in line. */
const isShown = (signUp: SignUpDoc): boolean => isStanding(signUp) && signUp.state !== 'pending';
/** Who has a seat, or had it to the end. */
const isMarkable = (signUp: SignUpDoc): boolean => isShown(signUp) && signUp.state !== 'waiting';

function toAttendee({ signUp, child }: Attending, given: ClassDoc, now: Date): Attendee {
  const { _id: signUpId, state, offeredUntil, attendedAt } = signUp;
  const day = given.sessions[0]?.date ?? civilNow(given.timeZone, now).date;
  return {
    ...{ signUpId, status: statusOf(state, offeredUntil), childNickname: child.nickname },
    ageMonths: ageInMonths(child.birthOn, day),
    attendedAt: attendedAt?.toISOString() ?? null,
    marks: given.way === 'onSite' ? given.sessions.map((session) => toMark(signUp, session)) : [],
  };
}

function toMark(signUp: SignUpDoc, { startsAt }: ClassTime): Attendee['marks'][number] {
  const noted = signUp.marks?.find((one) => one.startsAt.getTime() === startsAt.getTime());
  return {
    session: startsAt.toISOString(),
    mark: markOf(signUp, startsAt),
    at: noted?.at.toISOString() ?? null,
  };
}

function statusOf(state: SignUpDoc['state'], offeredUntil: Date | null): Attendee['status'] {
  if (state === 'waiting') return offeredUntil ? 'offered' : 'waiting';
  return state === 'attended' || state === 'absent' ? state : 'confirmed';
}
