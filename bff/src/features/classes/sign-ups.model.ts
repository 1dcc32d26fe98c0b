import type { Connection, mongo } from 'mongoose';
import { Schema } from 'mongoose';
import { DomainError } from '../../lib/domain-error.js';
import { isDuplicateKey } from '../../lib/duplicate-key.js';
import { type Decision, decide, isStanding, type SignUp, told } from './sign-up.rules.js';

/** How the family found the class. `on`: civil day at home; `sealed`: the words, with the family's key. */
export type Rating = {
  stars: number;
  on: string;
  at: Date;
  sealed: string | null;
  /** The content check doubts the words, and nobody decided about them yet. */
  isHeld: boolean;
  /** What an officer decided about words that were held. `by`: the membership; `sealedReason`: why they are withheld. */
  decided?: { kind: 'released' | 'withheld'; at: Date; by: string; sealedReason?: string };
};

/** `_id` is derived from (family, idempotency key). Shard key: _id. */
export type SignUpDoc = SignUp & {
  _id: string;
  rev: number;
  familyId: string;
  childId: string;
  classId: string;
  bodyPrint: string;
  /** Of (child, class) while it stands: one at a time. Afterwards of nothing. */
  openMark: string;
  /** Six digits, told at the door; null where there is none. */
  code: string | null;
  /** Of (class, code): no two families of a class have one code. */
  codeMark: string;
  joinedAt: Date;
  rating: Rating | null;
};

const mixed = Schema.Types.Mixed;
const signUpSchema = new Schema<SignUpDoc>(
  {
    _id: { type: String, required: true },
    rev: { type: Number, required: true },
    familyId: { type: String, required: true, index: true },
    childId: { type: String, required: true },
    classId: { type: String, required: true },
    bodyPrint: { type: String, required: true },
    openMark: { type: String, required: true, unique: true },
    code: { type: String, default: null },
    codeMark: { type: String, required: true, unique: true },
    joinedAt: { type: Date, required: true },
    rating: { type: mixed, default: null },
    state: { type: String, required: true },
    attempt: { type: Number, required: true },
    ver: { type: Number, required: true },
    offeredUntil: { type: Date, default: null },
    knownChanges: { type: Number, required: true },
    remindedOf: { type: Date, default: null },
    calledTo: { type: Date },
    knowsReplay: { type: Boolean },
    marks: { type: mixed },
    attendedAt: { type: Date, default: null },
    attendedOn: { type: String, default: null },
    isUncounted: { type: Boolean },
    endedAt: { type: Date, default: null },
    isUngiven: { type: Boolean },
    untold: { type: mixed, required: true },
    isUntold: { type: Boolean },
  },
  { versionKey: false, strict: 'throw', collection: 'classSignUps' },
);
signUpSchema.index({ classId: 1, _id: 1 });
const only = (mark: string, value: unknown = true) => ({ partialFilterExpression: { [mark]: value } });
signUpSchema.index({ isUntold: 1 }, only('isUntold'));
signUpSchema.index({ isUncounted: 1 }, only('isUncounted'));
signUpSchema.index({ isUngiven: 1 }, only('isUngiven'));
signUpSchema.index({ 'rating.isHeld': 1, _id: 1 }, only('rating.isHeld'));
signUpSchema.index({ state: 1, joinedAt: 1 }, only('state', 'pending'));
signUpSchema.index({ state: 1, offeredUntil: 1 }, only('state', 'waiting'));

/** Of ratings: as they were given. One that takes the place of another is as late as it was given. */
const inOrder = { 'rating.at': 1, _id: 1 } as const;

/** How often one is read again because somebody else wrote it in between. */
const maxTries = 20;

export type SignUpsModel = ReturnType<typeof signUpsModel>;
export type Decided = { signUp: SignUpDoc; isDecided: boolean };

/** Each write is one compare-and-set on `rev`; what it may do is `decide`'s to say. */
export function signUpsModel(store: Connection) {
  const signUps = store.model('ClassSignUp', signUpSchema);
  const rows = signUps.collection as unknown as mongo.Collection<SignUpDoc>;
  const find = async (id: string): Promise<SignUpDoc | null> => rows.findOne({ _id: id });

  async function change(id: string, changeOf: (current: SignUpDoc) => SignUpDoc): Promise<Decided | null> {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const current = await find(id);
      if (!current) return null;
      const changed: SignUpDoc = changeOf(current);
      if (changed === current) return { signUp: current, isDecided: false };
      const next = { ...changed, openMark: openMarkOf(changed), rev: current.rev + 1 };
      const written = await rows.replaceOne({ _id: id, rev: current.rev }, next);
      if (written.modifiedCount === 1) return { signUp: next, isDecided: true };
    }
    throw new DomainError('retry');
  }

  return {
    find,
    /**
     * Of what it is by then.
     * @returns it afterwards, and whether this changed it; null when it is gone. @throws DomainError retry
     */
    decideOn: (id: string, decision: Decision): Promise<Decided | null> =>
      change(id, (current) => decide(current, decision)),
    /** Tries again what came to nothing; null also where the child is signed up otherwise by now. @throws DomainError retry */
    async reopen(id: string, knownChanges: number, joinedAt: Date): Promise<SignUpDoc | null> {
      try {
        const reopened = await change(id, (current) => {
          const tried = decide(current, { kind: 'reopen', knownChanges });
          return tried === current ? current : { ...tried, joinedAt };
        });
        return reopened?.signUp ?? null;
      } catch (error) {
        if (isDuplicateKey(error)) return null;
        throw error;
      }
    },
    /** In place of the one given before, whatever was decided about that by then. */
    rate: (id: string, ratingAfter: (before: Rating | null) => Rating): Promise<Decided | null> =>
      change(id, (current) => ({ ...current, rating: ratingAfter(current.rating) })),

    /** `key`: this key was there before; `child`: the child is signed up; `code`: another one is needed. */
    async insert(signUp: SignUpDoc): Promise<'inserted' | 'key' | 'child' | 'code'> {
      try {
        await rows.insertOne(signUp);
        return 'inserted';
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        if (await find(signUp._id)) return 'key';
        return (await rows.findOne({ openMark: signUp.openMark })) ? 'child' : 'code';
      }
    },
    findOfFamily: async (familyId: string, id: string): Promise<SignUpDoc | null> =>
      rows.findOne({ _id: id, familyId }),
    findOfClass: async (classId: string, id: string): Promise<SignUpDoc | null> =>
      rows.findOne({ _id: id, classId }),
    findStanding: async (classId: string, childId: string): Promise<SignUpDoc | null> =>
      rows.findOne({ openMark: `${childId}:${classId}` }),
    findByCode: async (classId: string, code: string): Promise<SignUpDoc | null> =>
      rows.findOne({ codeMark: codeMarkOf(classId, code, '') }),
    findMany: async (ids: readonly string[]): Promise<SignUpDoc[]> =>
      rows.find({ _id: { $in: [...ids] } }).toArray(),
    listOfFamily: async (familyId: string): Promise<SignUpDoc[]> => rows.find({ familyId }).toArray(),
    /** Of this class, whose they are and how they stand. */
    listOfFamilies: async (
      classId: string,
      familyIds: readonly string[],
    ): Promise<Pick<SignUpDoc, 'familyId' | 'state'>[]> =>
      familyIds.length === 0
        ? []
        : rows
            .find({ classId, familyId: { $in: [...familyIds] } }, { projection: { familyId: 1, state: 1 } })
            .toArray(),
    /** By id, after `after`. */
    listOfClass: async (classId: string, after: string, limit: number): Promise<SignUpDoc[]> =>
      rows
        .find({ classId, _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),

    /** How many are in each state. */
    async countStates(classId: string): Promise<Map<string, number>> {
      const counted = await signUps.aggregate<{ _id: string; n: number }>([
        { $match: { classId } },
        { $group: { _id: '$state', n: { $sum: 1 } } },
      ]);
      return new Map(counted.map(({ _id, n }) => [_id, n]));
    },
    /** Whose words are held, by id after `after`. */
    listHeld: async (after: string, limit: number): Promise<SignUpDoc[]> =>
      rows
        .find({ 'rating.isHeld': true, _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),
    /** Decides about held words, while they are those that were given at that time; their family is to hear of it. */
    judge: (id: string, givenAt: Date, decided: NonNullable<Rating['decided']>): Promise<Decided | null> =>
      change(id, (current) =>
        current.rating?.isHeld && current.rating.at.getTime() === givenAt.getTime()
          ? told(
              { ...current, rating: { ...current.rating, isHeld: false, decided } },
              { kind: 'comment', at: decided.at },
            )
          : current,
      ),
    /** How many rated it up to the day before `before`. */
    countRatings: async (classId: string, before: string): Promise<number> =>
      rows.countDocuments({ classId, 'rating.on': { $lt: before } }),
    /** How often each number of stars was given in the first so many of these ratings. */
    async countStars(classId: string, before: string, first: number): Promise<Map<number, number>> {
      const counted = await signUps.aggregate<{ _id: number; n: number }>([
        { $match: { classId, 'rating.on': { $lt: before } } },
        { $sort: inOrder },
        { $limit: first },
        { $group: { _id: '$rating.stars', n: { $sum: 1 } } },
      ]);
      return new Map(counted.map(({ _id, n }) => [_id, n]));
    },
    /** The first so many of these ratings. */
    listRated: async (classId: string, before: string, first: number): Promise<SignUpDoc[]> =>
      rows
        .find({ classId, 'rating.on': { $lt: before } })
        .sort(inOrder)
        .limit(first)
        .toArray(),

    listPendingBefore: async (before: Date, limit: number): Promise<SignUpDoc[]> =>
      rows
        .find({ state: 'pending', joinedAt: { $lt: before } })
        .sort({ joinedAt: 1 })
        .limit(limit)
        .toArray(),
    /** Offers whose time is over, those longest over first. */
    listOverdue: async (now: Date, limit: number): Promise<SignUpDoc[]> =>
      rows
        .find({ state: 'waiting', offeredUntil: { $gt: new Date(0), $lte: now } })
        .sort({ offeredUntil: 1 })
        .limit(limit)
        .toArray(),
    /** All who wait, by id after `after`. */
    listWaiting: async (after: string, limit: number): Promise<SignUpDoc[]> =>
      rows
        .find({ state: 'waiting', _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),
    /** What is being written is told once it holds. */
    listUntold: async (limit: number): Promise<SignUpDoc[]> =>
      rows
        .find({ isUntold: true, state: { $ne: 'pending' } })
        .limit(limit)
        .toArray(),
    listUncounted: async (limit: number): Promise<SignUpDoc[]> =>
      rows.find({ isUncounted: true }).limit(limit).toArray(),
    listUngiven: async (limit: number): Promise<SignUpDoc[]> =>
      rows.find({ isUngiven: true }).limit(limit).toArray(),
    async erase(id: string): Promise<void> {
      await rows.deleteOne({ _id: id });
    },
  };
}

export function openMarkOf(signUp: Pick<SignUpDoc, '_id' | 'childId' | 'classId' | 'state'>): string {
  return isStanding(signUp) ? `${signUp.childId}:${signUp.classId}` : `over:${signUp._id}`;
}

export function codeMarkOf(classId: string, code: string | null, id: string): string {
  return code === null ? `none:${id}` : `${classId}:${code}`;
}
