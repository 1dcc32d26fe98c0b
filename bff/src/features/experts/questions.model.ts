import type { Connection, mongo } from 'mongoose';
import { Schema } from 'mongoose';
import { isDuplicateKey } from '../../lib/duplicate-key.js';
import type { RegionCode } from '../../regions/region.js';
import type { Topic } from './experts.model.js';

/** A family's question to an expert. `_id` is derived from (family, idempotency key). Shard key: _id. */
export type QuestionDoc = {
  _id: string;
  familyId: string;
  childId: string;
  bodyPrint: string;
  /** `family:day:n`, one for each question that a family may ask on a day: the limit holds by its being unique. */
  daySlot: string;
  expertId: string;
  expertName: string;
  expertTitle: string;
  /** Whose desk passes it on. */
  districtCode: string;
  regionCode: RegionCode;
  topic: Topic;
  /** Words and age in months that day, sealed. */
  sealed: string;
  isUrgent: boolean;
  isFlagged: boolean;
  askedAt: Date;
  answerBy: Date;
  /** Kind and words, sealed. */
  sealedAnswer: string | null;
  answeredAt: Date | null;
  /** Membership of the officer. */
  answeredBy: string | null;
  isUntold?: true;
};
export type Answer = Pick<QuestionDoc, 'sealedAnswer' | 'answeredAt' | 'answeredBy'>;
/** Where a page ends. */
export type QuestionPlace = { at: Date; id: string };

const questionSchema = new Schema<QuestionDoc>(
  {
    _id: { type: String, required: true },
    familyId: { type: String, required: true, index: true },
    childId: { type: String, required: true },
    bodyPrint: { type: String, required: true },
    daySlot: { type: String, required: true, unique: true },
    expertId: { type: String, required: true },
    expertName: { type: String, required: true },
    expertTitle: { type: String, required: true },
    districtCode: { type: String, required: true },
    regionCode: { type: String, required: true },
    topic: { type: String, required: true },
    sealed: { type: String, required: true },
    isUrgent: { type: Boolean, required: true },
    isFlagged: { type: Boolean, required: true },
    askedAt: { type: Date, required: true },
    answerBy: { type: Date, required: true },
    sealedAnswer: { type: String, default: null },
    answeredAt: { type: Date, default: null },
    answeredBy: { type: String, default: null },
    isUntold: { type: Boolean },
  },
  { versionKey: false, strict: 'throw', collection: 'expertQuestions' },
);
questionSchema.index({ districtCode: 1, answeredAt: 1, answerBy: 1 });
questionSchema.index({ isUntold: 1 }, { partialFilterExpression: { isUntold: true } });

export type QuestionsModel = ReturnType<typeof questionsModel>;

export function questionsModel(store: Connection) {
  const questions = store.model('ExpertQuestion', questionSchema);
  const rows = questions.collection as unknown as mongo.Collection<QuestionDoc>;
  const find = async (id: string): Promise<QuestionDoc | null> => rows.findOne({ _id: id });

  return {
    findOfFamily: async (familyId: string, id: string): Promise<QuestionDoc | null> =>
      rows.findOne({ _id: id, familyId }),
    findInDistrict: async (districtCode: string, id: string): Promise<QuestionDoc | null> =>
      rows.findOne({ _id: id, districtCode }),

    /** False when this key asked before, or the slot of the day is another question's. */
    async insert(question: QuestionDoc): Promise<boolean> {
      try {
        await rows.insertOne(question);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    /** The last asked first. `limit` 0: all. */
    listOfFamily: async (
      familyId: string,
      before: QuestionPlace | null,
      limit: number,
    ): Promise<QuestionDoc[]> =>
      rows
        .find({ familyId, ...(before && earlier('askedAt', before)) })
        .sort({ askedAt: -1, _id: -1 })
        .limit(limit)
        .toArray(),
    /** By deadline. */
    listOpen: async (
      districtCode: string,
      after: QuestionPlace | null,
      limit: number,
    ): Promise<QuestionDoc[]> => {
      const later = after && {
        $or: [{ answerBy: { $gt: after.at } }, { answerBy: after.at, _id: { $gt: after.id } }],
      };
      return rows
        .find({ districtCode, answeredAt: null, ...later })
        .sort({ answerBy: 1, _id: 1 })
        .limit(limit)
        .toArray();
    },
    /** The last answered first. */
    listEnded: async (
      districtCode: string,
      before: QuestionPlace | null,
      limit: number,
    ): Promise<QuestionDoc[]> =>
      rows
        .find({
          districtCode,
          answeredAt: { $ne: null },
          ...(before && { $and: [earlier('answeredAt', before)] }),
        })
        .sort({ answeredAt: -1, _id: -1 })
        .limit(limit)
        .toArray(),

    /** Answers it unless it was answered before. @returns it as it is then; null: it is gone */
    async answer(id: string, answer: Answer): Promise<QuestionDoc | null> {
      await rows.updateOne({ _id: id, answeredAt: null }, { $set: { ...answer, isUntold: true } });
      return find(id);
    },
    listUntold: async (limit: number): Promise<QuestionDoc[]> =>
      rows.find({ isUntold: true }).limit(limit).toArray(),
    async markTold(id: string): Promise<void> {
      await rows.updateOne({ _id: id }, { $unset: { isUntold: 1 } });
    },
    /** Of one child, or of all. */
    async erase(familyId: string, childId?: string): Promise<void> {
      await rows.deleteMany({ familyId, ...(childId !== undefined && { childId }) });
    },
  };
}

function earlier(field: 'askedAt' | 'answeredAt', { at, id }: QuestionPlace) {
  return { $or: [{ [field]: { $lt: at } }, { [field]: at, _id: { $lt: id } }] };
}
