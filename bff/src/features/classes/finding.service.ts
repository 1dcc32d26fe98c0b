import type { Query, Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../lib/clock.js';
import { boxAround, distanceMetres, type LatLng, toWgs84 } from '../../lib/coordinates.js';
import { decodeCursor, encodeCursor } from '../../lib/cursor.js';
import { DomainError } from '../../lib/domain-error.js';
import type { Centres } from '../centres/centres.public.js';
import type { Children } from '../families/families.public.js';
import { isMadeFor, signUpState } from './class.rules.js';
import type { ClassDoc, ClassesModel, ClassFilter, ClassPlace } from './classes.model.js';
import { toCard, toDetail } from './classes.view.js';
import type { Ratings } from './ratings.js';
import type { Seats } from './seats.js';
import { isStanding } from './sign-up.rules.js';
import type { SignUpsModel } from './sign-ups.model.js';

export type FindingDeps = {
  classes: ClassesModel;
  signUps: Pick<SignUpsModel, 'listOfFamily'>;
  seats: Pick<Seats, 'count'>;
  ratings: Pick<Ratings, 'findShown'>;
  centres: Pick<Centres, 'listFiled'>;
  families: Children;
  clock: Clock;
};

type Page = Reply<'listClasses'>;
type Found = ClassDoc & ClassPlace;
type Counted = Awaited<ReturnType<Seats['count']>>;
/** Whether a class that the store found is one that was meant. */
type Fit = (given: ClassDoc, counted: Counted) => boolean;

const batchSize = 100;
/** What a page may go through at most: a list that fits hardly anything answers short pages rather than late. */
const mostBatches = 5;

/** Finding classes: everybody's, without signing in, and what fits a child. */
export function findingService(deps: FindingDeps) {
  const { classes, signUps, seats, ratings, centres, families, clock } = deps;

  /** @throws DomainError input_invalid for a place without a radius, or half of one */
  async function listClasses(query: Query<'listClasses'>): Promise<Page> {
    return page(query, { ageMonths: query.ageMonths }, () => true);
  }

  /**
   * What fits the child on the day of the class, or today where it has none, can be signed up for now or soon, and was neither signed up for nor
   * learned; a replay is not for who saw the class itself. @throws DomainError not_found, input_invalid
   */
  async function listClassesForChild(
    familyId: string,
    childId: string,
    query: Query<'listClassesForChild'>,
  ): Promise<Reply<'listClassesForChild'>> {
    const child = await families.findChild(familyId, childId);
    if (!child) throw new DomainError('not_found');
    const mine = (await signUps.listOfFamily(familyId)).filter(
      (signUp) => signUp.childId === childId && isStanding(signUp),
    );
    const known = new Set(mine.map(({ classId }) => classId));
    const learned = new Set(mine.filter(({ state }) => state === 'attended').map(({ classId }) => classId));
    const now = clock.now();
    return page(
      query,
      {},
      (given) =>
        !known.has(given._id) &&
        !(given.replayOf !== null && learned.has(given.replayOf)) &&
        signUpState(given, now) !== 'over' &&
        isMadeFor(given, child.birthOn, now),
    );
  }

  /** @throws DomainError not_found */
  async function getClass(id: string, query: Query<'getClass'>): Promise<Reply<'getClass'>> {
    const given = await classes.find(id);
    // Without its recording there is nothing to learn yet.
    if (!given || (given.way === 'recorded' && !given.recording)) throw new DomainError('not_found');
    const now = clock.now();
    const [counted, rating, filed] = await Promise.all([
      seats.count([given]),
      ratings.findShown(given),
      centres.listFiled(centresOf([given])),
    ]);
    const isPaused = !isOrganised(given, filed);
    const asked = { now, seats: counted.get(id), from: placeOf(query), isPaused };
    return { ...toDetail(given, asked, rating), answeredAt: now.toISOString() };
  }

  async function page(
    query: Query<'listClassesForChild'>,
    more: Pick<ClassFilter, 'ageMonths'>,
    fits: Fit,
  ): Promise<Page> {
    const { cursor, limit = 20, order = 'date', hasSeats, radiusMetres } = query;
    const now = clock.now();
    const from = placeOf(query);
    if (radiusMetres !== undefined && !from) throw invalid('/radiusMetres', '要和位置一起给');
    const near = from && radiusMetres !== undefined ? { from, radiusMetres } : null;
    const filter = {
      ...filterOf(query),
      ...more,
      ...(near && { box: boxAround(near.from, near.radiusMetres) }),
    };
    const isFit: Fit = (given, counted) =>
      (!near || isWithin(given, near)) && (!hasSeats || hasFreeSeat(given, counted)) && fits(given, counted);

    const found: { given: Found; counted: Counted }[] = [];
    let after = cursor === undefined ? null : readPlace(cursor);
    let isEnd = false;
    for (let batch = 0; batch < mostBatches && found.length < limit && !isEnd; batch += 1) {
      const read: Found[] = await classes.listShown(filter, { order, now, after, limit: batchSize });
      const [counted, filed] = await Promise.all([seats.count(read), centres.listFiled(centresOf(read))]);
      for (const given of read) {
        after = given;
        if (isOrganised(given, filed) && isFit(given, counted)) found.push({ given, counted });
        if (found.length === limit) break;
      }
      isEnd = read.length < batchSize && after === read.at(-1);
      if (read.length === 0) isEnd = true;
    }
    return {
      items: found.map(({ given, counted }) => toCard(given, { now, seats: counted.get(given._id), from })),
      nextCursor: isEnd || !after ? null : writePlace(after),
      answeredAt: now.toISOString(),
    };
  }

  return { listClasses, listClassesForChild, getClass };
}

function filterOf(query: Query<'listClassesForChild'>): ClassFilter {
  const { topic, kind, way, centreId, districtCode, from, to } = query;
  return {
    ...(topic && { topic }),
    ...(kind && { kind }),
    ...(way && { way }),
    centreId,
    districtCode,
    from,
    to,
  };
}

/** @throws DomainError input_invalid for half a place */
function placeOf({ lat, lng, datum = 'wgs84' }: Query<'getClass'>): LatLng | null {
  if (lat === undefined && lng === undefined) return null;
  if (lat === undefined || lng === undefined)
    throw invalid(lat === undefined ? '/lat' : '/lng', '这一项要填');
  return toWgs84({ lat, lng }, datum);
}

/** Of the centres among the organisers. */
function centresOf(read: readonly ClassDoc[]): string[] {
  return [...new Set(read.flatMap(({ organiser }) => organiser.centreId ?? []))];
}

/** Nobody is sent to a centre that is suspended, or filed no longer. */
function isOrganised({ organiser: { centreId } }: ClassDoc, filed: ReadonlySet<string>): boolean {
  return centreId === null || filed.has(centreId);
}

function isWithin({ venue }: ClassDoc, near: { from: LatLng; radiusMetres: number }): boolean {
  return venue !== null && distanceMetres(near.from, venue) <= near.radiusMetres;
}

function hasFreeSeat({ _id, seats }: ClassDoc, counted: Counted): boolean {
  return seats === null || (counted.get(_id)?.left ?? 0) > 0;
}

export function writePlace({ ageSpan, sortAt, _id }: ClassPlace): string {
  return encodeCursor([ageSpan, sortAt.getTime(), _id]);
}

export function readPlace(cursor: string): ClassPlace {
  const [ageSpan, sortAt, id] = decodeCursor(cursor, 3);
  return { ageSpan: Number(ageSpan), sortAt: new Date(Number(sortAt)), _id: String(id) };
}

export function invalid(path: string, message: string): DomainError {
  return new DomainError('input_invalid', { n: 1 }, [{ path, message }]);
}
