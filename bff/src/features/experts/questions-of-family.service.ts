import type { FamilyKeys } from '../../keys/family-keys.js';
import type { QuestionsOfFamily } from './experts.public.js';
import type { QuestionsModel } from './questions.model.js';
import { openAnswer, openQuestion } from './questions.view.js';

/** Questions as taking away and deleting see them. */
export function questionsOfFamily(deps: { questions: QuestionsModel; keys: FamilyKeys }): QuestionsOfFamily {
  const { questions, keys } = deps;
  return {
    async listForExport(familyId) {
      const [all, key] = await Promise.all([questions.listOfFamily(familyId, null, 0), keys.find(familyId)]);
      if (!key) return [];
      return all.map((question) => ({
        ...{ id: question._id, childId: question.childId, expertName: question.expertName },
        ...{ topic: question.topic, text: openQuestion(question, key).text },
        ...{ askedAt: question.askedAt.toISOString(), answer: openAnswer(question, key) },
      }));
    },
    erase: (familyId, childId) => questions.erase(familyId, childId),
  };
}
