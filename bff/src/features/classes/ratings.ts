import type { Reply } from '@nearcare/shared/contract/types';
import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { homeToday } from '../../regions/home-zone.js';
import { getRegion } from '../../regions/regions.js';
import type { ClassDoc } from './classes.model.js';
import type { Rating, SignUpDoc, SignUpsModel } from './sign-ups.model.js';

type Shown = Reply<'getClass'>['rating'];
type CommentCheck = NonNullable<Reply<'getSignUp'>['rating']>['commentCheck'];
type Comments = Pick<Reply<'deskGetClass'>, 'comments' | 'heldComments'>;

const mostComments = 100;

export type Ratings = ReturnType<typeof classRatings>;

/**
 * How classes were rated, for others to see, so that no single rating can be worked out: stars are shown in halves, of
 * whole batches alone (as many as the survey after care needs), and of the days before today.
 * docs/decisions/0013-shown-ratings.md
 */
export function classRatings({
  signUps,
  keys,
  clock,
}: {
  signUps: Pick<SignUpsModel, 'countRatings' | 'countStars' | 'listRated'>;
  keys: FamilyKeys;
  clock: Clock;
}) {
  /** How many of the ratings are shown, the first ones. */
  async function countShown({ _id, regionCode }: ClassDoc): Promise<number> {
    const batch = getRegion(regionCode).survey.fewestShown;
    return Math.floor((await signUps.countRatings(_id, homeToday(clock))) / batch) * batch;
  }

  async function findShown(given: ClassDoc): Promise<Shown> {
    const count = await countShown(given);
    if (count === 0) return null;
    const counted = [...(await signUps.countStars(given._id, homeToday(clock), count))];
    const stars = counted.reduce((sum, [star, n]) => sum + star * n, 0);
    return { count, mean: Math.round((2 * stars) / count) / 2 };
  }

  /** For the desk of the class: without names, of the ratings that are shown, the last first. */
  async function findComments(given: ClassDoc): Promise<Comments> {
    const count = await countShown(given);
    if (count === 0) return { comments: [], heldComments: 0 };
    const rated = await signUps.listRated(given._id, homeToday(clock), count);
    const written = rated
      .filter(({ rating }) => rating?.sealed)
      .slice(-mostComments)
      .reverse();
    const opened = await Promise.all(
      written.map(async (signUp) => ({ rating: signUp.rating, text: await openComment(signUp, keys) })),
    );
    return {
      comments: opened.flatMap(({ rating, text }) =>
        rating && !isLeftOut(rating) && text !== null ? [{ stars: rating.stars, text }] : [],
      ),
      heldComments: opened.filter(({ rating }) => rating && isLeftOut(rating)).length,
    };
  }

  return { findShown, findComments };
}

const isLeftOut = ({ isHeld, decided }: Rating): boolean => isHeld || decided?.kind === 'withheld';

/** null where nothing was written, or its family is gone. */
export async function openComment(
  { _id, familyId, rating }: Pick<SignUpDoc, '_id' | 'familyId' | 'rating'>,
  keys: Pick<FamilyKeys, 'find'>,
): Promise<string | null> {
  const key = rating?.sealed ? await keys.find(familyId) : null;
  return key && rating?.sealed ? key.open(commentPlace(_id), rating.sealed) : null;
}

/** What became of words that the content check doubts, for their own family. */
export async function openCheck(
  { _id, familyId, rating }: Pick<SignUpDoc, '_id' | 'familyId' | 'rating'>,
  keys: Pick<FamilyKeys, 'find'>,
): Promise<CommentCheck> {
  if (!rating?.sealed) return null;
  const { isHeld, decided } = rating;
  if (isHeld) return { state: 'held', reason: null };
  if (!decided) return null;
  const { kind: state, sealedReason } = decided;
  const key = sealedReason === undefined ? null : await keys.find(familyId);
  return { state, reason: key && sealedReason ? key.open(reasonPlace(_id), sealedReason) : null };
}

export const commentPlace = (signUpId: string): string => `classSignUps/${signUpId}/comment`;
export const reasonPlace = (signUpId: string): string => `classSignUps/${signUpId}/commentReason`;
