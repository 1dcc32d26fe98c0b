import type { Query, Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../../lib/clock.js';
import { DomainError } from '../../../lib/domain-error.js';
import type { DeskSession } from '../../../plugins/session.js';
import { getRegion } from '../../../regions/regions.js';
import { checkInWindow, phaseOf, sessionNoted } from '../class.rules.js';
import type { ClassDoc, ClassesModel, ClassPlace } from '../classes.model.js';
import { toCard, toDetail } from '../classes.view.js';
import { readPlace, writePlace } from '../finding.service.js';
import type { Ratings } from '../ratings.js';
import type { Seats } from '../seats.js';
import type { SignUpsModel } from '../sign-ups.model.js';
import { deskKeyOf } from './desk-of-class.js';

type Deps = {
  classes: Pick<ClassesModel, 'find' | 'findOfDesk' | 'listOfDesk'>;
  signUps: Pick<SignUpsModel, 'countStates'>;
  seats: Pick<Seats, 'count'>;
  ratings: Ratings;
  clock: Clock;
};

export type ClassesAtDesk = ReturnType<typeof classesAtDesk>;
type View = Reply<'deskGetClass'>;
type States = ReadonlyMap<string, number>;

/** Classes as the desk whose they are sees them: with counts, and without anybody's name. */
export function classesAtDesk({ classes, signUps, seats, ratings, clock }: Deps) {
  /** @throws DomainError not_found, alike for another desk’s and for none */
  async function findOwn(desk: DeskSession, id: string): Promise<ClassDoc> {
    const deskKey = deskKeyOf(desk);
    const given = deskKey === null ? null : await classes.findOfDesk(deskKey, id);
    if (!given) throw new DomainError('not_found');
    return given;
  }

  async function view(given: ClassDoc): Promise<View> {
    const now = clock.now();
    const [counted, states, rating, written] = await Promise.all([
      seats.count([given]),
      signUps.countStates(given._id),
      ratings.findShown(given),
      ratings.findComments(given),
    ]);
    const rules = getRegion(given.regionCode).classes;
    const window = checkInWindow(given, rules);
    const noted = sessionNoted(given, rules, now);
    return {
      ...toDetail(given, { now, seats: counted.get(given._id) }, rating),
      ...{ rev: given.rev, signUpClosesHours: given.signUpClosesHours, counts: toCounts(states), ...written },
      checkIn: window && {
        session: (noted?.startsAt ?? window.opensAt).toISOString(),
        ...{ opensAt: window.opensAt.toISOString(), closesAt: window.closesAt.toISOString() },
        isOpen: given.status === 'published' && window.opensAt <= now && now < window.closesAt,
      },
      may: movesOf(given, now),
    };
  }

  /** @throws DomainError not_found, input_invalid */
  async function listClasses(
    desk: DeskSession,
    { group = 'coming', cursor, limit = 20 }: Query<'deskListClasses'>,
  ): Promise<Reply<'deskListClasses'>> {
    const deskKey = deskKeyOf(desk);
    if (deskKey === null) return { items: [], nextCursor: null };
    const now = clock.now();
    const after = cursor === undefined ? null : readPlace(cursor);
    const read: (ClassDoc & ClassPlace)[] = await classes.listOfDesk(deskKey, {
      ...{ group, now, after, limit: limit + 1 },
    });
    const page = read.slice(0, limit);
    const [counted, states] = await Promise.all([
      seats.count(page),
      Promise.all(page.map(({ _id }) => signUps.countStates(_id))),
    ]);
    const last = page.at(-1);
    return {
      items: page.map((given, index) => {
        const { confirmed, waiting } = toCounts(states[index] ?? new Map());
        return { ...toCard(given, { now, seats: counted.get(given._id) }), confirmed, waiting };
      }),
      nextCursor: read.length > limit && last ? writePlace(last) : null,
    };
  }

  return {
    ...{ findOwn, view, listClasses },
    getClass: async (desk: DeskSession, id: string): Promise<View> => view(await findOwn(desk, id)),
  };
}

function toCounts(states: States): View['counts'] {
  const [attended, absent] = [states.get('attended') ?? 0, states.get('absent') ?? 0];
  const confirmed = (states.get('confirmed') ?? 0) + attended + absent;
  return { confirmed, waiting: states.get('waiting') ?? 0, attended, absent };
}

function movesOf(given: ClassDoc, now: Date): View['may'] {
  if (given.status === 'cancelled') return [];
  const phase = phaseOf(given, now);
  const window = checkInWindow(given, getRegion(given.regionCode).classes);
  const isMarking = window && window.opensAt <= now && now < window.closesAt;
  return [
    ...(phase === 'over' ? [] : (['update', 'cancel'] as const)),
    ...(isMarking ? (['markAttendance'] as const) : []),
    ...(given.way === 'recorded' && given.replayOf === null ? (['attachRecording'] as const) : []),
  ];
}
