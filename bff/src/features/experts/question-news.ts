import type { Notices } from '../notices/notices.public.js';
import { type News, untoldNews } from '../notices/untold.public.js';
import type { QuestionDoc, QuestionsModel } from './questions.model.js';

export type QuestionNews = News<QuestionDoc>;

/** Tells families that their question was answered. */
export function questionNews(deps: { questions: QuestionsModel; notices: Notices }): QuestionNews {
  const { questions, notices } = deps;
  return untoldNews<QuestionDoc>({
    listUntold: questions.listUntold,
    async tellAbout({ _id, familyId, expertName, answeredAt }) {
      if (!answeredAt) return;
      await notices.tell({
        kind: 'expertAnswered',
        ...{ key: `expertQuestions/${_id}/answered`, familyId, at: answeredAt },
        facts: { expertQuestionId: _id, expertName },
      });
    },
    markTold: ({ _id }) => questions.markTold(_id),
  });
}
