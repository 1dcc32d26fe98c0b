import type { Connection, mongo } from 'mongoose';
import { Schema } from 'mongoose';
import { DomainError } from '../../lib/domain-error.js';
import { isDuplicateKey } from '../../lib/duplicate-key.js';
import type { ComplaintCategory, ComplaintLevel } from '../../regions/complaint-rules.js';
import type { RegionCode } from '../../regions/region.js';
import type { Counted } from './counts/counts.rules.js';
import type { Projection, StoredEvent } from './stored.rules.js';

/**
 * One complaint: its events, and what lists ask for. `_id` is derived from (author's mark, idempotency key) and names its
 * data key in the vault. No field leads to its author but by a secret: `authorMark` is a keyed hash of the family,
 * `codeMark` one of the tracking code
 * (`none:<id>` without one), `sealedAuthor` is closed with the complaint's own key. Shard key: _id.
 */
export type ComplaintDoc = Projection & {
  _id: string;
  number: string;
  rev: number;
  regionCode: RegionCode;
  districtCode: string;
  districtName: string;
  centreId: string | null;
  centreName: string | null;
  category: ComplaintCategory;
  level: ComplaintLevel;
  identity: 'named' | 'hidden' | 'anonymous';
  authorMark: string | null;
  codeMark: string;
  sealedAuthor: string | null;
  bodyPrint: string;
  filedAt: Date;
  toldSeq: number;
  deskToldSeq: number;
  seenSeq: number;
  /** Its time is over: nothing is added any more while key and rows go. */
  isErasing?: true;
  events: StoredEvent[];
};

const mixed = Schema.Types.Mixed;
const complaintSchema = new Schema<ComplaintDoc>(
  {
    _id: { type: String, required: true },
    number: { type: String, required: true, unique: true },
    rev: { type: Number, required: true },
    regionCode: { type: String, required: true },
    districtCode: { type: String, required: true },
    districtName: { type: String, required: true },
    centreId: { type: String, default: null },
    centreName: { type: String, default: null },
    category: { type: String, required: true },
    level: { type: String, required: true },
    identity: { type: String, required: true },
    authorMark: { type: String, default: null, index: true },
    codeMark: { type: String, required: true, unique: true },
    sealedAuthor: { type: String, default: null },
    bodyPrint: { type: String, required: true },
    filedAt: { type: Date, required: true },
    toldSeq: { type: Number, required: true },
    deskToldSeq: { type: Number, required: true },
    seenSeq: { type: Number, required: true },
    isErasing: { type: Boolean },
    events: { type: mixed, required: true },
    state: { type: String, required: true },
    isOpen: { type: Boolean, required: true },
    handlerBody: { type: String, required: true },
    handlerLevel: { type: Number, required: true },
    forCentreId: { type: String, default: null },
    dueAt: { type: Date, required: true },
    isOverdue: { type: Boolean, required: true },
    isReminded: { type: Boolean, required: true },
    nextDueAt: { type: Date, default: null },
    leadId: { type: String, default: null },
    isDoubted: { type: Boolean, required: true },
    hasNewWords: { type: Boolean, required: true },
    result: { type: String, default: null },
    watchLevel: { type: Number, required: true },
    isOnTime: { type: Boolean, required: true },
    eraseAt: { type: Date, default: null },
    isUntold: { type: Boolean },
    isUntoldAtDesk: { type: Boolean },
  },
  { versionKey: false, strict: 'throw', collection: 'complaints' },
);
complaintSchema.index({ districtCode: 1, isOpen: 1, dueAt: 1, _id: 1 });
complaintSchema.index(
  { districtCode: 1, hasNewWords: 1, dueAt: 1, _id: 1 },
  { partialFilterExpression: { hasNewWords: true } },
);
complaintSchema.index({ districtCode: 1, filedAt: 1 });
complaintSchema.index({ centreId: 1, filedAt: 1 });
complaintSchema.index({ watchLevel: 1, isOpen: 1, dueAt: 1, _id: 1 });
complaintSchema.index({ forCentreId: 1, isOpen: 1, dueAt: 1, _id: 1 });
complaintSchema.index({ nextDueAt: 1, _id: 1 });
complaintSchema.index({ eraseAt: 1 });
complaintSchema.index({ leadId: 1 });
complaintSchema.index({ isUntold: 1 }, { partialFilterExpression: { isUntold: true } });
complaintSchema.index({ isUntoldAtDesk: 1 }, { partialFilterExpression: { isUntoldAtDesk: true } });

/** Place in a list by deadline. */
export type QueuePlace = Pick<ComplaintDoc, 'dueAt' | '_id'>;
export type Filter = Partial<
  Pick<
    ComplaintDoc,
    'districtCode' | 'forCentreId' | 'isOpen' | 'level' | 'category' | 'isOverdue' | 'hasNewWords'
  >
> & {
  /** How the codes of their districts begin. */
  districtsBelow?: string;
  /** Looked at by this level at least. */
  watchLevelFrom?: number;
  /** At this level or above it, or below it. */
  handlerLevel?: { $gte: number } | { $lt: number };
  isUnaccepted?: boolean;
  /** To be done by whom, as of this moment. */
  waitingFor?: { desk: 'officer' | 'centre'; now: Date; soon: Date };
};

/** What counts are made of. */
const counted = {
  filedAt: 1,
  centreId: 1,
  isOpen: 1,
  dueAt: 1,
  result: 1,
  isOnTime: 1,
  isOverdue: 1,
} as const;

/** How often a complaint is read again because somebody else wrote it in between. */
const maxTries = 20;

export type ComplaintsModel = ReturnType<typeof complaintsModel>;

function toQuery(filter: Filter): mongo.Filter<ComplaintDoc> {
  const { districtsBelow, watchLevelFrom, isUnaccepted, waitingFor, ...plain } = filter;
  return {
    ...plain,
    ...(isUnaccepted === undefined ? {} : { state: isUnaccepted ? 'submitted' : { $ne: 'submitted' } }),
    ...(waitingFor === undefined ? {} : { $and: [waitingAt(waitingFor)] }),
    // No code holds a character behind this one.
    ...(districtsBelow === undefined
      ? {}
      : { districtCode: { $gte: districtsBelow, $lt: `${districtsBelow}\uffff` } }),
    ...(watchLevelFrom === undefined ? {} : { watchLevel: { $gte: watchLevelFrom } }),
  };
}

/**
 * Nobody accepted it yet, its handler was reminded of it, or a deadline comes or is gone. What is with a centre is officers'
 * once that is late, or once its author wrote what the centre does not see.
 */
function waitingAt({ desk, now, soon }: NonNullable<Filter['waitingFor']>): mongo.Filter<ComplaintDoc> {
  const isPressing = [{ state: 'submitted' }, { isReminded: true }, { dueAt: { $lte: soon } }] as const;
  if (desk === 'centre') return { $or: [...isPressing] };
  const own = { handlerBody: { $ne: 'centre' }, $or: [...isPressing] };
  return { $or: [own, { dueAt: { $lte: now } }, { hasNewWords: true }] };
}

/** Each write is one compare-and-set on `rev`; events are only ever added. */
export function complaintsModel(store: Connection) {
  const model = store.model('Complaint', complaintSchema);
  const rows = model.collection as unknown as mongo.Collection<ComplaintDoc>;
  const find = async (id: string): Promise<ComplaintDoc | null> => rows.findOne({ _id: id });

  return {
    find,
    findOfAuthor: async (authorMark: string, id: string): Promise<ComplaintDoc | null> =>
      rows.findOne({ _id: id, authorMark }),
    findByCode: async (codeMark: string): Promise<ComplaintDoc | null> => rows.findOne({ codeMark }),
    /** One of these, by its id or its number. */
    findWithin: async (
      filter: Filter,
      one: Pick<ComplaintDoc, '_id'> | Pick<ComplaintDoc, 'number'>,
    ): Promise<ComplaintDoc | null> => rows.findOne({ ...one, ...toQuery(filter) }),
    findForCentre: async (forCentreId: string, id: string): Promise<ComplaintDoc | null> =>
      rows.findOne({ _id: id, forCentreId }),
    listOfAuthor: async (authorMark: string): Promise<ComplaintDoc[]> =>
      rows.find({ authorMark }).sort({ filedAt: -1, _id: 1 }).toArray(),

    /** Ended ones the last first, others by deadline; from `after` on, without it. */
    async listQueue(filter: Filter, after: QueuePlace | null, limit: number): Promise<ComplaintDoc[]> {
      const [way, beyond] = filter.isOpen === false ? ([-1, '$lt'] as const) : ([1, '$gt'] as const);
      const from = after && {
        $or: [{ dueAt: { [beyond]: after.dueAt } }, { dueAt: after.dueAt, _id: { [beyond]: after._id } }],
      };
      return rows
        .find({ ...toQuery(filter), ...from })
        .sort({ dueAt: way, _id: way })
        .limit(limit)
        .toArray();
    },

    /** Districts in which anything is open. */
    listOpenDistricts: (): Promise<string[]> => rows.distinct('districtCode', { isOpen: true }),
    count: async (filter: Filter): Promise<number> => rows.countDocuments(toQuery(filter)),
    /** What is counted of those filed in this time, and nothing else of them. */
    listCounted: async (
      filter: Filter | Pick<ComplaintDoc, 'centreId'>,
      { from, to }: { from: Date; to: Date },
    ): Promise<Counted[]> =>
      rows
        .find<Counted>(
          { ...toQuery(filter as Filter), filedAt: { $gte: from, $lt: to } },
          { projection: { _id: 0, ...counted } },
        )
        .toArray(),

    /** By that time, after `after`: one that stays due keeps no other waiting. */
    listDue: async (
      now: Date,
      after: { nextDueAt: Date | null; _id: string } | null,
      limit: number,
    ): Promise<ComplaintDoc[]> =>
      rows
        .find({
          nextDueAt: { $lte: now },
          ...(after && {
            $or: [
              { nextDueAt: { $gt: after.nextDueAt as Date } },
              { nextDueAt: after.nextDueAt, _id: { $gt: after._id } },
            ],
          }),
        })
        .sort({ nextDueAt: 1, _id: 1 })
        .limit(limit)
        .toArray(),
    listUntold: async (limit: number): Promise<ComplaintDoc[]> =>
      rows.find({ isUntold: true }).limit(limit).toArray(),
    listUntoldAtDesk: async (limit: number): Promise<ComplaintDoc[]> =>
      rows.find({ isUntoldAtDesk: true }).limit(limit).toArray(),
    listErasable: async (now: Date, limit: number): Promise<ComplaintDoc[]> =>
      rows
        .find({ eraseAt: { $lte: now } })
        .limit(limit)
        .toArray(),
    /** Open ones that hear what is said and decided of another, by id, after `after`. */
    listJoined: async (after: string, limit: number): Promise<ComplaintDoc[]> =>
      rows
        .find({ leadId: { $gt: '' }, isOpen: true, _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),
    countFollowers: (leadId: string): Promise<number> => rows.countDocuments({ leadId, isOpen: true }),
    listFollowers: async (leadId: string): Promise<ComplaintDoc[]> =>
      rows.find({ leadId, isOpen: true }).toArray(),

    /** False when one with its id, number or tracking code is there already. */
    async insert(complaint: ComplaintDoc): Promise<boolean> {
      try {
        await rows.insertOne(complaint);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    /**
     * Changes the document as it stands in the store; `changeOf` answers the very one it was given to leave it.
     * @returns it afterwards; null when it is gone
     * @throws DomainError retry when others kept writing it, and whatever `changeOf` throws
     */
    async change(
      id: string,
      changeOf: (current: ComplaintDoc) => ComplaintDoc,
    ): Promise<ComplaintDoc | null> {
      for (let tries = 0; tries < maxTries; tries += 1) {
        const current = await find(id);
        if (!current) return null;
        const changed = changeOf(current);
        if (changed === current) return current;
        const next = { ...changed, rev: current.rev + 1 };
        const { modifiedCount } = await rows.replaceOne({ _id: id, rev: current.rev }, next);
        if (modifiedCount === 1) return next;
      }
      throw new DomainError('retry');
    },

    /** False when it was written meanwhile, or is gone. */
    async erase({ _id, rev }: ComplaintDoc): Promise<boolean> {
      const { deletedCount } = await rows.deleteOne({ _id, rev });
      return deletedCount === 1;
    },
  };
}
