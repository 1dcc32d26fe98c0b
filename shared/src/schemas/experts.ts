import { Type } from 'typebox';
import { Cursor, Id, Instant, nullable, oneOf, PageLimit, strict } from './common.js';
import { Topic } from './topics.js';

/** Where experts come from (专家库: 医院、高校、学会 …). */
export const EmployerKind = oneOf(['hospital', 'university', 'society', 'centre', 'government', 'other']);
export const ExpertsQuery = strict({
  districtCode: Type.Optional(Type.String({ minLength: 1, maxLength: 20 })),
  topic: Type.Optional(Topic),
  cursor: Type.Optional(Cursor),
  limit: Type.Optional(PageLimit),
});
/** Facts of the pool as whoever keeps it published them. */
export const ExpertItem = strict({
  id: Id,
  name: Type.String(),
  title: Type.String({ description: 'Post or rank: 主任医师' }),
  employer: strict({ kind: EmployerKind, name: Type.String() }),
  fields: Type.Array(Topic),
  languages: Type.Array(Type.String({ description: 'As people say it: 普通话' })),
  district: strict({ code: Type.String(), name: Type.String() }),
  isDemo: Type.Boolean(),
});
export const Experts = strict({ items: Type.Array(ExpertItem), nextCursor: nullable(Type.String()) });
export const DeskExpertsQuery = strict({ cursor: Type.Optional(Cursor), limit: Type.Optional(PageLimit) });
/** What everybody may read of them. */
export const DeskExperts = strict({
  district: { ...ExpertItem.properties.district, description: 'Of the desk; others are of a level above it' },
  items: Type.Array(ExpertItem),
  nextCursor: nullable(Type.String()),
});
export const Expert = strict({
  ...ExpertItem.properties,
  introduction: nullable(Type.String()),
  takesQuestions: Type.Boolean({ description: 'Whether anybody at the desk of its district passes them on' }),
  notMedical: Type.String({ description: 'To be shown beside every question and answer' }),
  questionsPerDay: Type.Integer({ description: 'How many a family may ask' }),
  answerWorkdays: Type.Integer({ description: 'Within which an answer is promised' }),
});

const words = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' });
export const NewExpertQuestion = strict({
  expertId: Id,
  childId: Id,
  topic: Topic,
  text: words(500),
  isNotUrgent: Type.Optional(
    Type.Boolean({ description: 'Said after `question_looks_urgent` and the number to call were shown' }),
  ),
});
/** answered: by the expert; referred: it needs somebody who sees the child, the answer says whom. */
export const ExpertAnswerKind = oneOf(['answered', 'referred']);
const asked = {
  id: Id,
  expert: strict({ id: Id, name: Type.String(), title: Type.String() }),
  topic: Topic,
  askedAt: Instant,
  answerBy: Instant,
  isOverdue: Type.Boolean(),
};
export const ExpertQuestion = strict({
  ...asked,
  childId: Id,
  text: Type.String(),
  answer: nullable(strict({ kind: ExpertAnswerKind, text: Type.String(), at: Instant })),
  notMedical: Type.String(),
});
const paged = { cursor: Type.Optional(Cursor), limit: Type.Optional(PageLimit) };
export const ExpertQuestionsQuery = strict(paged);
export const ExpertQuestions = strict({
  items: Type.Array(ExpertQuestion),
  nextCursor: nullable(Type.String()),
});

export const DeskExpertQuestionsQuery = strict({
  ...paged,
  group: Type.Optional(
    oneOf(['open', 'ended'], 'open (default): by deadline; ended: the last answered first'),
  ),
});
/** Names no child and holds no text. */
export const DeskExpertQuestionItem = strict({
  ...asked,
  isUrgent: Type.Boolean({ description: 'It speaks of signs for which one calls an ambulance' }),
  isFlagged: Type.Boolean({ description: 'The content check doubts it' }),
  isAnswered: Type.Boolean(),
});
export const DeskExpertQuestions = strict({
  items: Type.Array(DeskExpertQuestionItem),
  nextCursor: nullable(Type.String()),
});
/** Without the child's name. Reading it is audited. */
export const DeskExpertQuestion = strict({
  ...DeskExpertQuestionItem.properties,
  ageMonths: Type.Integer({ description: 'On the day of the question' }),
  text: Type.String(),
  answer: nullable(strict({ kind: ExpertAnswerKind, text: Type.String(), at: Instant })),
  notMedical: Type.String(),
});
export const AnswerExpertQuestion = strict({ kind: ExpertAnswerKind, text: words(2000) });

export const ExportedExpertQuestion = strict({
  ...{ id: Id, childId: Id, expertName: Type.String(), topic: Topic, text: Type.String(), askedAt: Instant },
  answer: ExpertQuestion.properties.answer,
});
