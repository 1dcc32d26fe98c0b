import type { Reply } from '@nearcare/shared/contract/types';
import type { Connection, mongo } from 'mongoose';
import { Schema } from 'mongoose';
import { areDuplicates } from '../../lib/duplicate-key.js';
import { isInserted } from '../../lib/insert-once.js';
import { writeNext } from '../../lib/write-next.js';
import type { LessonParts, TakenMedia } from '../lessons/lessons.public.js';
import type { Made } from './host-moves.js';
import type { Session } from './live.rules.js';

type Room = Reply<'deskGetLiveRoom'>;
export type EventKind = Reply<'listLiveEvents'>['events'][number]['kind'];
export type QuestionState = Reply<'postLiveQuestion'>['state'];

/** A line that has been decided and is still to be written into the log. `mark` names it: it is written once. */
export type Owed = { mark: string; kind: EventKind; at: Date };

/** The room of a live class. `_id` is the class's. Written by compare-and-set on `rev`. Shard key: _id. */
export type RoomDoc = {
  _id: string;
  rev: number;
  state: Room['state'];
  /** How many sessions were begun before the one that runs or ran last; -1: none was begun. */
  session: number;
  /** As that session was announced when it began. */
  planned: Session | null;
  startedAt: Date | null;
  endedAt: Date | null;
  video: Room['video'];
  isOpenToAll: boolean;
  /** How many families have a letter. */
  aliases: number;
  owed: Owed[];
  /** Sessions that ended, of which it is still to be seen who attended by what they really took. */
  uncounted: { session: number; planned: Session; from: Date; to: Date }[];
  replay: ({ title: string; taken: TakenMedia; parts: LessonParts } & { classId: string | null }) | null;
  /** Beginnings and ends, so that a late retry is none. */
  made?: Made[];
  /** Its class does not know yet that the session began, or that it ended. */
  isAirUntold?: true;
  /** Something of it is left for the job: lines owed, attendance of a session that ended, a replay half published. */
  isOwing?: true;
};

/**
 * One line of a room's log. `_id` is `classId/seq`: whoever writes a line inserts the number after the last it knows,
 * and tries the next where that is taken. So there is never a gap, and no reader misses a line that is written late.
 * Shard key: classId.
 */
export type EventDoc = {
  _id: string;
  classId: string;
  seq: number;
  mark: string;
  kind: EventKind;
  at: Date;
  questionId: string | null;
  /** Of whoever asked. */
  alias: number | null;
  /** The host's own words; those of a family and the answer to it are in the question, sealed. */
  text: string | null;
  print: string | null;
};

/** A question. `_id` is derived from (family, class, idempotency key). Compare-and-set on `rev`. Shard key: _id. */
export type QuestionDoc = {
  _id: string;
  rev: number;
  classId: string;
  familyId: string;
  alias: number;
  state: QuestionState;
  /** Sealed with its family's key, as is the answer: it may say something of a child. */
  sealed: string;
  sealedAnswer: string | null;
  print: string;
  askedAt: Date;
  /** Rises with each decision, so that each has a line of its own. */
  turn: number;
  /** What hosts decided of it, so that a late retry decides nothing. */
  made?: Made[];
  owed: Owed | null;
  isOwing?: true;
};

/** What a room knows of a family. `_id` is derived from both. Compare-and-set on `rev`. Shard key: _id. */
export type ViewerDoc = {
  _id: string;
  rev: number;
  classId: string;
  familyId: string;
  alias: number | null;
  isMuted: boolean;
  asked: { id: string; at: Date }[];
  made?: Made[];
};

/** In which half minutes of a session a family was there. `_id` is derived from (class, session, family). Shard key: _id. */
export type PresenceDoc = {
  _id: string;
  classId: string;
  session: number;
  familyId: string;
  slots: number;
  lastSlot: number;
  firstAt: Date;
  attendedAt: Date | null;
  /** When the session really ended, once it did. */
  endedAt?: Date;
  /** Attended, and the children's guidance doesn't know it yet. */
  isDue?: true;
};

/**
 * Which families one process has in a room, so that one at two processes is one viewer. `prints` are derived from room
 * and family: nobody reads a family off one, nor finds it in another room. `_id` is `classId/process`. Forgotten by
 * itself. Shard key: _id.
 */
export type CountDoc = { _id: string; classId: string; prints: string[]; at: Date };

const mixed = Schema.Types.Mixed;
const text = { type: String, required: true } as const;
const when = { type: Date, required: true } as const;
const number = { type: Number, required: true } as const;
const options = <Name extends string>(collection: Name) =>
  ({ versionKey: false, strict: 'throw', collection }) as const;

const roomSchema = new Schema<RoomDoc>(
  {
    ...{ _id: text, rev: number, state: text, session: number, planned: { type: mixed, default: null } },
    ...{ startedAt: { type: Date, default: null }, endedAt: { type: Date, default: null } },
    ...{ video: { type: mixed, default: null }, isOpenToAll: { type: Boolean, required: true } },
    ...{ aliases: number, owed: { type: mixed, required: true }, replay: { type: mixed, default: null } },
    ...{ uncounted: { type: mixed, required: true }, made: { type: mixed } },
    ...{ isAirUntold: { type: Boolean }, isOwing: { type: Boolean } },
  },
  options('liveRooms'),
);
roomSchema.index({ isOwing: 1 }, { partialFilterExpression: { isOwing: true } });
roomSchema.index({ state: 1 });

const eventSchema = new Schema<EventDoc>(
  {
    ...{ _id: text, classId: text, seq: number, mark: text, kind: text, at: when },
    ...{ questionId: { type: String, default: null }, alias: { type: Number, default: null } },
    ...{ text: { type: String, default: null }, print: { type: String, default: null } },
  },
  options('liveEvents'),
);
eventSchema.index({ classId: 1, seq: 1 }, { unique: true });
eventSchema.index({ classId: 1, mark: 1 }, { unique: true });

const questionSchema = new Schema<QuestionDoc>(
  {
    ...{ _id: text, rev: number, classId: text, familyId: { ...text, index: true }, alias: number },
    ...{ state: text, sealed: text, sealedAnswer: { type: String, default: null }, print: text },
    ...{ askedAt: when, turn: number, owed: { type: mixed, default: null }, isOwing: { type: Boolean } },
    made: { type: mixed },
  },
  options('liveQuestions'),
);
questionSchema.index({ classId: 1, state: 1, askedAt: 1, _id: 1 });
questionSchema.index({ classId: 1, askedAt: 1, _id: 1 });
questionSchema.index({ isOwing: 1 }, { partialFilterExpression: { isOwing: true } });

const viewerSchema = new Schema<ViewerDoc>(
  {
    ...{ _id: text, rev: number, classId: text, familyId: { ...text, index: true } },
    ...{ alias: { type: Number, default: null }, isMuted: { type: Boolean, required: true } },
    ...{ asked: { type: mixed, required: true }, made: { type: mixed } },
  },
  options('liveViewers'),
);
viewerSchema.index({ classId: 1, isMuted: 1 });

const presenceSchema = new Schema<PresenceDoc>(
  {
    ...{ _id: text, classId: text, session: number, familyId: { ...text, index: true } },
    ...{ slots: number, lastSlot: number, firstAt: when, attendedAt: { type: Date, default: null } },
    endedAt: { type: Date },
    isDue: { type: Boolean },
  },
  options('livePresence'),
);
presenceSchema.index({ classId: 1, session: 1, attendedAt: 1, slots: 1 });
presenceSchema.index({ isDue: 1 }, { partialFilterExpression: { isDue: true } });

const countSchema = new Schema<CountDoc>(
  { _id: text, classId: { ...text, index: true }, prints: [String], at: { ...when, expires: 3600 } },
  options('liveCounts'),
);

export type LiveModel = ReturnType<typeof liveModel>;

export function liveModel(store: Connection) {
  const rowsOf = <Doc extends mongo.Document>(name: string, schema: Schema<Doc>) =>
    store.model(name, schema).collection as unknown as mongo.Collection<Doc>;
  const rooms = rowsOf('LiveRoom', roomSchema);
  const events = rowsOf('LiveEvent', eventSchema);
  const questions = rowsOf('LiveQuestion', questionSchema);
  const viewers = rowsOf('LiveViewer', viewerSchema);
  const presence = rowsOf('LivePresence', presenceSchema);
  const counts = rowsOf('LiveCount', countSchema);

  return {
    rooms: {
      find: (id: string): Promise<RoomDoc | null> => rooms.findOne({ _id: id }),
      write: (next: RoomDoc): Promise<boolean> => writeNext(rooms, next),
      listOwing: (limit: number): Promise<RoomDoc[]> => rooms.find({ isOwing: true }).limit(limit).toArray(),
      listLive: (limit: number): Promise<RoomDoc[]> => rooms.find({ state: 'live' }).limit(limit).toArray(),
    },

    events: {
      /** False when that number or that mark is there already. */
      insert: (event: EventDoc): Promise<boolean> => isInserted(() => events.insertOne(event)),
      findMark: (classId: string, mark: string): Promise<EventDoc | null> =>
        events.findOne({ classId, mark }),
      findLast: async (classId: string): Promise<number> =>
        (await events.findOne({ classId }, { sort: { seq: -1 }, projection: { seq: 1 } }))?.seq ?? 0,
      listAfter: (classId: string, after: number, limit: number): Promise<EventDoc[]> =>
        events
          .find({ classId, seq: { $gt: after } })
          .sort({ seq: 1 })
          .limit(limit)
          .toArray(),
    },

    questions: {
      find: (id: string): Promise<QuestionDoc | null> => questions.findOne({ _id: id }),
      findMany: (ids: readonly string[]): Promise<QuestionDoc[]> =>
        questions.find({ _id: { $in: [...ids] } }).toArray(),
      write: (next: QuestionDoc): Promise<boolean> => writeNext(questions, next),
      count: (classId: string, state: QuestionState): Promise<number> =>
        questions.countDocuments({ classId, state }),
      /** The last asked first. */
      list: (
        filter: { classId: string; state?: QuestionState },
        before: { askedAt: Date; _id: string } | null,
        limit: number,
      ): Promise<QuestionDoc[]> =>
        questions
          .find({
            ...filter,
            ...(before && {
              $or: [
                { askedAt: { $lt: before.askedAt } },
                { askedAt: before.askedAt, _id: { $lt: before._id } },
              ],
            }),
          })
          .sort({ askedAt: -1, _id: -1 })
          .limit(limit)
          .toArray(),
      listOwing: (limit: number): Promise<QuestionDoc[]> =>
        questions.find({ isOwing: true }).limit(limit).toArray(),
      listOfFamily: (familyId: string): Promise<QuestionDoc[]> =>
        questions.find({ familyId }).sort({ askedAt: 1, _id: 1 }).toArray(),
      async erase(id: string): Promise<void> {
        await questions.deleteOne({ _id: id });
      },
    },

    viewers: {
      find: (id: string): Promise<ViewerDoc | null> => viewers.findOne({ _id: id }),
      write: (next: ViewerDoc): Promise<boolean> => writeNext(viewers, next),
      listMuted: async (classId: string): Promise<string[]> =>
        (await viewers.find({ classId, isMuted: true }, { projection: { familyId: 1 } }).toArray()).map(
          ({ familyId }) => familyId,
        ),
      listOfFamily: (familyId: string): Promise<ViewerDoc[]> =>
        viewers.find({ familyId }).sort({ _id: 1 }).toArray(),
      async eraseFamily(familyId: string): Promise<void> {
        await viewers.deleteMany({ familyId });
      },
    },

    presence: {
      find: (id: string): Promise<PresenceDoc | null> => presence.findOne({ _id: id }),
      /** These were there in that half minute of the session. Once for each, whichever processes say it. */
      async note(
        seen: readonly Pick<PresenceDoc, '_id' | 'classId' | 'session' | 'familyId'>[],
        slot: number,
        at: Date,
      ): Promise<void> {
        if (seen.length === 0) return;
        const writes = seen.map(({ _id, ...facts }) => ({
          updateOne: {
            filter: { _id, lastSlot: { $lt: slot } },
            update: {
              $set: { lastSlot: slot },
              $inc: { slots: 1 },
              $setOnInsert: { ...facts, firstAt: at, attendedAt: null },
            },
            upsert: true,
          },
        }));
        await presence.bulkWrite(writes, { ordered: false }).catch((error: unknown) => {
          // There, and noted in this half minute: only the insertion was refused.
          if (!areDuplicates(error)) throw error;
        });
      },
      /** Whoever was there in so many half minutes attended, once, and is due to be counted. */
      async markAttended(classId: string, session: number, slots: number, at: Date): Promise<void> {
        const reached = { classId, session, attendedAt: null, slots: { $gte: slots } };
        await presence.updateMany(reached, { $set: { attendedAt: at, isDue: true } });
      },
      listDue: (limit: number): Promise<PresenceDoc[]> =>
        presence.find({ isDue: true }).limit(limit).toArray(),
      /** Those who attended it are counted once more: a child may have been signed up since they were the first time. */
      async markEnded(classId: string, session: number, endedAt: Date): Promise<void> {
        const attended = { classId, session, attendedAt: { $gt: new Date(0) } };
        await presence.updateMany(
          { ...attended, endedAt: { $exists: false } },
          { $set: { endedAt, isDue: true } },
        );
      },
      /** Unless the session ended since it was read. */
      async markCounted({ _id, endedAt }: PresenceDoc): Promise<void> {
        const asRead = endedAt ? { _id, endedAt } : { _id, endedAt: { $exists: false } };
        await presence.updateOne(asRead, { $unset: { isDue: true } });
      },
      countAttended: async (classId: string, session: number): Promise<number> => {
        const [all, others] = await Promise.all([
          presence.countDocuments({ classId, session }),
          presence.countDocuments({ classId, session, attendedAt: null }),
        ]);
        return all - others;
      },
      listOfFamily: (familyId: string): Promise<PresenceDoc[]> =>
        presence.find({ familyId }).sort({ firstAt: 1, _id: 1 }).toArray(),
      async eraseFamily(familyId: string): Promise<void> {
        await presence.deleteMany({ familyId });
      },
    },

    counts: {
      async put(count: CountDoc): Promise<void> {
        await counts.replaceOne({ _id: count._id }, count, { upsert: true });
      },
      /** Families at all processes that said so since then, each once. */
      async countFamilies(classId: string, since: Date): Promise<number> {
        const all = await counts.find({ classId, at: { $gte: since } }).toArray();
        return new Set(all.flatMap(({ prints }) => prints)).size;
      },
      async remove(id: string): Promise<void> {
        await counts.deleteOne({ _id: id });
      },
    },
  };
}
