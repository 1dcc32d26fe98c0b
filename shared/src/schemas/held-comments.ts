import { Type } from 'typebox';
import { page, words } from './classes.js';
import { Id, Instant, nullable, oneOf, strict } from './common.js';

/** Words about a class that the content check doubts, without who wrote them. `id` is that of the sign-up. */
export const HeldComment = strict({
  id: Id,
  classTitle: Type.String(),
  organiserName: Type.String(),
  stars: Type.Integer(),
  text: Type.String(),
  givenAt: Instant,
});
export const HeldCommentsQuery = strict(page);
export const HeldComments = strict({
  items: Type.Array(HeldComment),
  nextCursor: nullable(Type.String()),
});
export const CommentDecision = oneOf(['released', 'withheld']);
export const DecideComment = strict({
  givenAt: {
    ...Instant,
    description: 'As it was listed: words that their family changed since are looked at anew',
  },
  decision: CommentDecision,
  reason: Type.Optional({ ...words(200), description: 'withheld needs one: its family reads it' }),
});
export const DecidedComment = strict({
  id: Id,
  decision: { ...CommentDecision, description: 'That stands: the first one' },
});
