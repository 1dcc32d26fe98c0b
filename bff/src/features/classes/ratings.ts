import type { Reply } from '@nearcare/shared/contract/types';
import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { homeToday } from '../../regions/home-zone.js';
import { getRegion } from '../../regions/regions.js';
import type { ClassDoc } from './classes.model.js';
import type { SignUpDoc, SignUpsModel } from './sign-ups.model.js';

type Shown = Reply<'getClass'>['rating'];
type Comments = Pick<Reply<'deskGetClass'>, 'comments' | 'heldComments'>;

const mostComments = 100;

export type Ratings = ReturnType<typeof classRatings>;

/**
 * How classes were rated, for others to see. Few ratings could be told apart: under as many as the survey after care
 * needs, nothing is shown. What was given today counts from tomorrow, so that nobody sees a mean move by one family.
 */
export function classRatings({
  signUps,
  keys,
  clock,
}: {
  signUps: Pick<SignUpsModel, 'countStars' | 'listComments'>;
  keys: FamilyKeys;
  clock: Clock;
}) {
  async function findShown({ _id, regionCode }: ClassDoc): Promise<Shown> {
    const counted = [...(await signUps.countStars(_id, homeToday(clock)))];
    const count = counted.reduce((sum, [, n]) => sum + n, 0);
    if (count < getRegion(regionCode).survey.fewestShown) return null;
    const stars = counted.reduce((sum, [star, n]) => sum + star * n, 0);
    return { count, mean: Math.round((10 * stars) / count) / 10 };
  }

  /** For the desk of the class: without names, and only where so many rated it that none can be told by its words alone. */
  async function findComments(given: ClassDoc): Promise<Comments> {
    if (!(await findShown(given))) return { comments: [], heldComments: 0 };
    const written = await signUps.listComments(given._id, homeToday(clock), mostComments);
    const opened = await Promise.all(
      written.map(async (signUp) => ({ rating: signUp.rating, text: await openComment(signUp, keys) })),
    );
    return {
      comments: opened.flatMap(({ rating, text }) =>
        rating && !rating.isHeld && text !== null ? [{ stars: rating.stars, text }] : [],
      ),
      heldComments: opened.filter(({ rating }) => rating?.isHeld).length,
    };
  }

  return { findShown, findComments };
}

/** null where nothing was written, or its family is gone. */
export async function openComment(
  { _id, familyId, rating }: Pick<SignUpDoc, '_id' | 'familyId' | 'rating'>,
  keys: Pick<FamilyKeys, 'find'>,
): Promise<string | null> {
  const key = rating?.sealed ? await keys.find(familyId) : null;
  return key && rating?.sealed ? key.open(commentPlace(_id), rating.sealed) : null;
}

export const commentPlace = (signUpId: string): string => `classSignUps/${signUpId}/comment`;
