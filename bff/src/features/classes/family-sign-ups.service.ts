import type { Reply } from '@nearcare/shared/contract/types';
import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import type { ClassesModel } from './classes.model.js';
import type { SignUpsOfFamily } from './classes.public.js';
import { openCheck, openComment } from './ratings.js';
import type { Seats } from './seats.js';
import type { Settling } from './settling.js';
import { isStanding } from './sign-up.rules.js';
import type { SignUpDoc, SignUpsModel } from './sign-ups.model.js';

type Deps = {
  classes: Pick<ClassesModel, 'find' | 'findMany'>;
  signUps: SignUpsModel;
  seats: Seats;
  settling: Settling;
  keys: FamilyKeys;
  clock: Clock;
};
type Exported = Reply<'exportMyData'>['classSignUps'][number];

/** All sign-ups of one family at once: ended, taken away, erased. */
export function familySignUps({ classes, signUps, seats, settling, keys, clock }: Deps): SignUpsOfFamily {
  const listOf = async (familyId: string, childId?: string): Promise<SignUpDoc[]> =>
    (await signUps.listOfFamily(familyId)).filter((one) => childId === undefined || one.childId === childId);

  async function eraseOne(signUp: SignUpDoc): Promise<void> {
    // Ended first: whoever is still writing it finds nothing to confirm, and gives back what it has.
    await settling.decide(signUp, { kind: 'cancel', at: clock.now() });
    const given = await classes.find(signUp.classId);
    if (given && given.seats !== null)
      for (let attempt = 1; attempt <= signUp.attempt; attempt += 1)
        await seats.forget(given, { _id: signUp._id, attempt });
    await signUps.erase(signUp._id);
  }

  return {
    hasAny: async (familyId) => (await signUps.listOfFamily(familyId)).length > 0,
    async cancelAll(familyId, childId) {
      for (const signUp of await listOf(familyId, childId))
        if (isStanding(signUp) || signUp.isUngiven)
          await settling.decide(signUp, { kind: 'cancel', at: clock.now() });
    },
    async eraseFamily(familyId) {
      for (const signUp of await listOf(familyId)) await eraseOne(signUp);
    },
    async listForExport(familyId) {
      const mine = (await signUps.listOfFamily(familyId)).filter(
        ({ state }) => state !== 'pending' && state !== 'abandoned',
      );
      const known = new Map(
        (await classes.findMany(mine.map(({ classId }) => classId))).map((one) => [one._id, one]),
      );
      const exported = await Promise.all(
        mine.map(async (signUp): Promise<Exported[]> => {
          const given = known.get(signUp.classId);
          const { _id: id, classId, childId, state, joinedAt, attendedAt, rating } = signUp;
          if (!given || state === 'pending' || state === 'abandoned') return [];
          return [
            {
              ...{ id, classId, title: given.title, way: given.way, childId, status: state },
              firstDay: given.sessions[0]?.date ?? null,
              joinedAt: joinedAt.toISOString(),
              attendedAt: attendedAt?.toISOString() ?? null,
              ...{ stars: rating?.stars ?? null, comment: await openComment(signUp, keys) },
              commentCheck: await openCheck(signUp, keys),
            },
          ];
        }),
      );
      return exported.flat();
    },
  };
}
