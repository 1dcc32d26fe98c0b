import type { Connection, mongo } from 'mongoose';
import { Schema } from 'mongoose';
import { DomainError } from '../../lib/domain-error.js';
import { isDuplicateKey } from '../../lib/duplicate-key.js';
import type { RegionCode } from '../../regions/region.js';
import { type Decision, decide, type HomeVisit, isAwaited, type State } from './home-visit.rules.js';
import type { Topic, VisitTime } from './home-visits.public.js';

/** `_id` is derived from (family, idempotency key). Shard key: _id. */
export type HomeVisitDoc = HomeVisit & {
  _id: string;
  rev: number;
  familyId: string;
  childId: string;
  /** Where the home is; its officers see all visits there. */
  districtCode: string;
  /** Of the guidance centre that was asked; null: the district itself. */
  centreId: string | null;
  providerName: string;
  regionCode: RegionCode;
  isDemo: boolean;
  bodyPrint: string;
  topics: Topic[];
  times: VisitTime[];
  requestedAt: Date;
  /** Of the child while it is awaited: one at a time. Afterwards of nothing. */
  openMark: string;
};
/** Whose visits a desk sees. */
export type VisitScope = { districtCode: string } | { centreId: string };
/** Where a page ends. */
export type VisitPlace = { at: Date; id: string };

const mixed = Schema.Types.Mixed;
const visitSchema = new Schema<HomeVisitDoc>(
  {
    _id: { type: String, required: true },
    rev: { type: Number, required: true },
    familyId: { type: String, required: true, index: true },
    childId: { type: String, required: true },
    districtCode: { type: String, required: true },
    centreId: { type: String, default: null },
    providerName: { type: String, required: true },
    regionCode: { type: String, required: true },
    isDemo: { type: Boolean, required: true },
    bodyPrint: { type: String, required: true },
    topics: { type: [String], required: true },
    times: { type: [String], required: true },
    requestedAt: { type: Date, required: true },
    openMark: { type: String, required: true, unique: true },
    state: { type: String, required: true },
    offer: { type: mixed, default: null },
    pastOffers: { type: [String], required: true },
    slotId: { type: String, default: null },
    answerBy: { type: Date, default: null },
    dueAt: { type: Date, required: true },
    sealedSaid: { type: String, default: null },
    sealedAddress: { type: String, default: null },
    sealedNoneFits: { type: String, default: null },
    endedBy: { type: String, default: null },
    sealedEndReason: { type: String, default: null },
    endedAt: { type: Date, default: null },
    sealedReport: { type: String, default: null },
    actedBy: { type: String, default: null },
    untold: { type: mixed, required: true },
    isUntold: { type: Boolean },
    countedAt: { type: Date, default: null },
    isUncounted: { type: Boolean },
  },
  { versionKey: false, strict: 'throw', collection: 'homeVisits' },
);
visitSchema.index({ districtCode: 1, state: 1, dueAt: 1 });
visitSchema.index({ centreId: 1, state: 1, dueAt: 1 });
visitSchema.index({ state: 1, dueAt: 1 });
visitSchema.index({ isUntold: 1 }, { partialFilterExpression: { isUntold: true } });
visitSchema.index({ isUncounted: 1 }, { partialFilterExpression: { isUncounted: true } });

/** How often a visit is read again because somebody else wrote it in between. */
const maxTries = 20;

export type HomeVisitsModel = ReturnType<typeof homeVisitsModel>;

/** Each write is one compare-and-set on `rev`; what it may do is `decide`'s to say. */
export function homeVisitsModel(store: Connection) {
  const visits = store.model('HomeVisit', visitSchema);
  const rows = visits.collection as unknown as mongo.Collection<HomeVisitDoc>;

  /**
   * Changes the visit as it is by then.
   * @returns it afterwards, and whether this changed it; null when it is gone
   * @throws DomainError retry when others kept writing it
   */
  async function decideOn(
    id: string,
    decision: Decision,
  ): Promise<{ visit: HomeVisitDoc; isDecided: boolean } | null> {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const current = await rows.findOne({ _id: id });
      if (!current) return null;
      const decided = decide(current, decision);
      if (decided === current) return { visit: current, isDecided: false };
      const next = { ...decided, openMark: markOf(decided), rev: current.rev + 1 };
      const written = await rows.replaceOne({ _id: id, rev: current.rev }, next);
      if (written.modifiedCount === 1) return { visit: next, isDecided: true };
    }
    throw new DomainError('retry');
  }

  return {
    decideOn,
    findOfFamily: async (familyId: string, id: string): Promise<HomeVisitDoc | null> =>
      rows.findOne({ _id: id, familyId }),
    findWithin: async (scope: VisitScope, id: string): Promise<HomeVisitDoc | null> =>
      rows.findOne({ _id: id, ...scope }),

    /** False when this key asked before, or another visit to this child is open. */
    async insert(visit: HomeVisitDoc): Promise<boolean> {
      try {
        await rows.insertOne({ ...visit, openMark: markOf(visit) });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    /** The last asked for first. `limit` 0: all. */
    listOfFamily: async (
      familyId: string,
      before: VisitPlace | null,
      limit: number,
    ): Promise<HomeVisitDoc[]> => {
      const earlier = before && {
        $or: [{ requestedAt: { $lt: before.at } }, { requestedAt: before.at, _id: { $lt: before.id } }],
      };
      return rows
        .find({ familyId, ...earlier })
        .sort({ requestedAt: -1, _id: -1 })
        .limit(limit)
        .toArray();
    },
    /** In these states, by `dueAt`: the earliest first, or the last. */
    listWithin: async (
      scope: VisitScope,
      states: readonly State[],
      order: 1 | -1,
      from: VisitPlace | null,
      limit: number,
    ): Promise<HomeVisitDoc[]> => {
      const past = order === 1 ? '$gt' : '$lt';
      const further = from && {
        $or: [{ dueAt: { [past]: from.at } }, { dueAt: from.at, _id: { [past]: from.id } }],
      };
      return rows
        .find({ ...scope, state: { $in: [...states] }, ...further })
        .sort({ dueAt: order, _id: order })
        .limit(limit)
        .toArray();
    },

    /** Whose offered times are all over. */
    listLapsed: async (now: Date, limit: number): Promise<HomeVisitDoc[]> =>
      rows
        .find({ state: 'offered', dueAt: { $lte: now } })
        .limit(limit)
        .toArray(),
    /** Whose time agreed was then or earlier, unreported, with what was said for it. */
    listUnreported: async (regionCode: RegionCode, before: Date, limit: number): Promise<HomeVisitDoc[]> =>
      rows
        .find({ state: 'agreed', dueAt: { $lte: before }, regionCode, sealedAddress: { $ne: null } })
        .limit(limit)
        .toArray(),
    listUncounted: async (limit: number): Promise<HomeVisitDoc[]> =>
      rows.find({ isUncounted: true }).limit(limit).toArray(),
    listUntold: async (limit: number): Promise<HomeVisitDoc[]> =>
      rows.find({ isUntold: true }).limit(limit).toArray(),
    /** Of one child, or of all. */
    async erase(familyId: string, childId?: string): Promise<void> {
      await rows.deleteMany({ familyId, ...(childId !== undefined && { childId }) });
    },
  };
}

const markOf = (visit: HomeVisitDoc): string => (isAwaited(visit) ? visit.childId : `over:${visit._id}`);
