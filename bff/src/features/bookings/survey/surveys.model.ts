import type { Reply } from '@nearcare/shared/contract/types';
import type { Connection } from 'mongoose';
import { Schema } from 'mongoose';

export type Satisfaction = NonNullable<NonNullable<Reply<'getBooking'>['survey']>['answer']>;

/** One family’s answer after one day of care; `_id` is the booking’s. Shard key: _id. */
export type SurveyDoc = {
  _id: string;
  familyId: string;
  centreId: string;
  /** Of the day of care, YYYY-MM. */
  month: string;
  answer: Satisfaction;
  /** When its month is counted no more. */
  forgetAt: Date;
};

const surveySchema = new Schema<SurveyDoc>(
  {
    _id: { type: String, required: true },
    familyId: { type: String, required: true, index: true },
    centreId: { type: String, required: true },
    month: { type: String, required: true },
    answer: { type: String, required: true, enum: ['satisfied', 'fair', 'unsatisfied'] },
    forgetAt: { type: Date, required: true, expires: 0 },
  },
  { versionKey: false, strict: 'throw', collection: 'surveys' },
);
surveySchema.index({ centreId: 1, month: 1 });

export type SurveysModel = ReturnType<typeof surveysModel>;

export function surveysModel(store: Connection) {
  const surveys = store.model('Survey', surveySchema);
  return {
    /** One answer for each booking: a later one replaces it. */
    async put({ _id, ...answer }: SurveyDoc): Promise<void> {
      await surveys.updateOne({ _id }, { $set: answer }, { upsert: true });
    },
    async find(bookingId: string): Promise<Satisfaction | null> {
      return (await surveys.findById(bookingId).lean<SurveyDoc>())?.answer ?? null;
    },
    listOfFamily: (familyId: string) => surveys.find({ familyId }).lean<SurveyDoc[]>(),
    /** How often each answer was given for days of these months, both included. */
    async count(centreId: string, since: string, until: string): Promise<Map<Satisfaction, number>> {
      const counted = await surveys.aggregate<{ _id: Satisfaction; answers: number }>([
        { $match: { centreId, month: { $gte: since, $lte: until } } },
        { $group: { _id: '$answer', answers: { $sum: 1 } } },
      ]);
      return new Map(counted.map(({ _id, answers }) => [_id, answers]));
    },
    async erase(bookingId: string): Promise<void> {
      await surveys.deleteOne({ _id: bookingId });
    },
    async eraseFamily(familyId: string): Promise<void> {
      await surveys.deleteMany({ familyId });
    },
  };
}
