import type { Query, Reply } from '@nearcare/shared/contract/types';
import { addDays } from '@nearcare/shared/rules/civil-date';
import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { decodeCursor, encodeCursor } from '../../lib/cursor.js';
import { DomainError } from '../../lib/domain-error.js';
import { civilNow } from '../../lib/zone.js';
import { getRegion } from '../../regions/regions.js';
import type { Children } from '../families/families.public.js';
import { beginOf, cancelUntil, phaseOf } from './class.rules.js';
import type { ClassDoc, ClassesModel } from './classes.model.js';
import { toChange, toSession, toVenue } from './classes.view.js';
import { openCheck, openComment } from './ratings.js';
import { lineOf, type Seats } from './seats.js';
import { isStanding } from './sign-up.rules.js';
import type { SignUpDoc, SignUpsModel } from './sign-ups.model.js';

export type OwnSignUpsDeps = {
  classes: Pick<ClassesModel, 'find' | 'findMany'>;
  signUps: Pick<SignUpsModel, 'findOfFamily' | 'listOfFamily'>;
  seats: Pick<Seats, 'find' | 'findMany'>;
  families: Children;
  keys: FamilyKeys;
  clock: Clock;
};

export type OwnSignUps = ReturnType<typeof ownSignUps>;
type View = Reply<'getSignUp'>;
type Line = ReturnType<typeof lineOf>;

/** A family's sign-ups, as it sees them. */
export function ownSignUps({ classes, signUps, seats, families, keys, clock }: OwnSignUpsDeps) {
  /** @throws DomainError not_found, alike for another family’s and for none */
  async function findOwn(familyId: string, id: string): Promise<SignUpDoc> {
    const signUp = await signUps.findOfFamily(familyId, id);
    if (!signUp || signUp.state === 'pending' || signUp.state === 'abandoned')
      throw new DomainError('not_found');
    return signUp;
  }

  async function view(signUp: SignUpDoc): Promise<View> {
    const [given, list] = await Promise.all([
      classes.find(signUp.classId),
      signUp.state === 'waiting' ? seats.find(signUp.classId) : null,
    ]);
    if (!given) throw new DomainError('not_found');
    return toView(signUp, given, lineOf(list, signUp));
  }

  /** Coming ones by time, recorded ones last; past ones the last first. @throws DomainError input_invalid */
  async function listMySignUps(
    familyId: string,
    { group = 'coming', cursor, limit = 20 }: Query<'listMySignUps'>,
  ): Promise<Reply<'listMySignUps'>> {
    const mine = (await signUps.listOfFamily(familyId)).filter(
      ({ state }) => state !== 'pending' && state !== 'abandoned',
    );
    const byId = new Map(
      (await classes.findMany(mine.map(({ classId }) => classId))).map((one) => [one._id, one]),
    );
    const sign = group === 'coming' ? 1 : -1;
    const placed = mine
      .flatMap((signUp) => {
        const given = byId.get(signUp.classId);
        return given && isComing(signUp, given, clock.now()) === (group === 'coming')
          ? [{ signUp, given, at: placeOf(signUp, given) }]
          : [];
      })
      .sort((a, b) => sign * (a.at - b.at || (a.signUp._id < b.signUp._id ? -1 : 1)));
    const [at, id] = cursor === undefined ? [] : decodeCursor(cursor, 2);
    const isBehind = (one: (typeof placed)[number]): boolean =>
      at === undefined ||
      sign * (one.at - Number(at) || (one.signUp._id === id ? 0 : one.signUp._id < String(id) ? -1 : 1)) > 0;
    const rest = placed.filter(isBehind);
    const page = rest.slice(0, limit);
    const waiting = page.filter(({ signUp }) => signUp.state === 'waiting');
    const lists = new Map(
      (await seats.findMany(waiting.map(({ given }) => given._id))).map((one) => [one._id, one]),
    );
    const last = page.at(-1);
    return {
      items: await Promise.all(
        page.map(({ signUp, given }) => toView(signUp, given, lineOf(lists.get(given._id), signUp))),
      ),
      nextCursor: rest.length > limit && last ? encodeCursor([last.at, last.signUp._id]) : null,
    };
  }

  async function toView(signUp: SignUpDoc, given: ClassDoc, line: Line): Promise<View> {
    const { familyId, childId, state, attendedAt, joinedAt, endedAt, code } = signUp;
    const [child, comment, commentCheck] = await Promise.all([
      families.findChild(familyId, childId),
      openComment(signUp, keys),
      openCheck(signUp, keys),
    ]);
    const now = clock.now();
    const until = cancelUntil(given, joinedAt);
    const offeredUntil = line?.item.state === 'offered' ? (line.item.offeredUntil ?? null) : null;
    const isWaiting = state === 'waiting';
    return {
      id: signUp._id,
      status: isWaiting && offeredUntil ? 'offered' : shownState(state),
      class: toClass(given, now),
      child: { id: childId, nickname: child?.nickname ?? '已删除的孩子' },
      code: state === 'confirmed' || state === 'attended' ? code : null,
      waitlistPosition: isWaiting ? (line?.position ?? null) : null,
      offer: isWaiting && offeredUntil ? toOffer(given, offeredUntil, now) : null,
      canCancel: isWaiting || (state === 'confirmed' && (until === null || now < until)),
      cancelUntil: until && { at: until.toISOString(), ...civilNow(given.timeZone, until) },
      rating: toRating(signUp, given, { comment, commentCheck }, now),
      attendedAt: attendedAt?.toISOString() ?? null,
      ...{ joinedAt: joinedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null },
    };
  }

  return { findOwn, view, listMySignUps };
}

/** What stands and is not over; a recorded class until it is learned. */
function isComing(signUp: SignUpDoc, given: ClassDoc, now: Date): boolean {
  if (!isStanding(signUp)) return false;
  const phase = phaseOf(given, now);
  return phase === 'always' ? signUp.state === 'confirmed' : phase !== 'over';
}

/** A recorded class has no day: it stands where the family began it, behind all coming ones. */
function placeOf(signUp: SignUpDoc, given: ClassDoc): number {
  const begin = beginOf(given);
  return begin ? begin.getTime() : signUp.joinedAt.getTime() + 1e14;
}

function shownState(state: SignUpDoc['state']): View['status'] {
  return state === 'pending' || state === 'abandoned' ? 'cancelled' : state;
}

function toClass(given: ClassDoc, now: Date): View['class'] {
  const { _id: id, title, kind, way, topic, status, organiser, sessions, venue } = given;
  const { priceFen, currency, isDemo } = given;
  return {
    ...{ id, title, kind, way, topic, status, time: phaseOf(given, now), organiserName: organiser.name },
    ...{ sessions: sessions.map(toSession), venue: toVenue(venue), priceFen, currency },
    ...{ change: toChange(given), isDemo },
  };
}

function toOffer({ timeZone }: ClassDoc, until: Date, now: Date): NonNullable<View['offer']> {
  const { date: untilDate, time: untilTime } = civilNow(timeZone, until);
  const secondsLeft = Math.max(0, Math.round((until.getTime() - now.getTime()) / 1000));
  return { untilAt: until.toISOString(), untilDate, untilTime, secondsLeft };
}

/** Until which day a class may be rated, by who was there: so many days from the last time on. Null for who was not. */
export function rateUntil(
  { state, attendedOn, marks = [] }: Pick<SignUpDoc, 'state' | 'attendedOn' | 'marks'>,
  given: ClassDoc,
): string | null {
  if (state !== 'attended' || attendedOn === null) return null;
  const days = marks.filter(({ mark }) => mark === 'attended').map(({ on }) => on);
  const last = [attendedOn, ...days].sort().at(-1) ?? attendedOn;
  return addDays(last, getRegion(given.regionCode).classes.rateDays);
}

function toRating(
  signUp: SignUpDoc,
  given: ClassDoc,
  words: Pick<NonNullable<View['rating']>, 'comment' | 'commentCheck'>,
  now: Date,
): View['rating'] {
  const until = rateUntil(signUp, given);
  if (until === null) return null;
  const isOpen = civilNow(given.timeZone, now).date <= until;
  return { stars: signUp.rating?.stars ?? null, ...words, until, isOpen };
}
