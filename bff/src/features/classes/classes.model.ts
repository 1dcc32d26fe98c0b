import type { Connection, mongo } from 'mongoose';
import { Schema } from 'mongoose';
import { DomainError } from '../../lib/domain-error.js';
import { isDuplicateKey } from '../../lib/duplicate-key.js';
import { beginOf, endOf, type ParentingClass } from './class.rules.js';

/** `_id` is derived from (desk, idempotency key), of a replay from its live class. Shard key: _id. */
export type ClassDoc = ParentingClass & {
  _id: string;
  rev: number;
  bodyPrint: string;
  /** `centre:…` or `district:…`: whose desk may change it. */
  deskKey: string;
  /** Rises with seats, times and cancelling: the word that its seat list hears. */
  epoch: number;
  /** Its seat list, or those who signed up, have not heard the last of it yet. */
  isUnsettled?: true;
  publishedAt: Date;
  publishedBy: string;
};
/** What lists go by, worked out at every write. */
type Listed = { isListed: boolean; sortAt: Date; shownUntil: Date; ageSpan: number };

const mixed = Schema.Types.Mixed;
const text = { type: String, required: true } as const;
const classSchema = new Schema<ClassDoc & Listed>(
  {
    _id: text,
    rev: { type: Number, required: true },
    bodyPrint: text,
    deskKey: text,
    epoch: { type: Number, required: true },
    isUnsettled: { type: Boolean },
    publishedAt: { type: Date, required: true },
    publishedBy: text,
    title: text,
    about: text,
    kind: text,
    way: text,
    topic: text,
    status: text,
    organiser: { type: mixed, required: true },
    sessions: { type: mixed, required: true },
    venue: { type: mixed, default: null },
    ageFromMonths: { type: Number, required: true },
    ageToMonths: { type: Number, required: true },
    priceFen: { type: Number, required: true },
    currency: text,
    experts: { type: mixed, required: true },
    seats: { type: Number, default: null },
    mostPerFamily: { type: Number, required: true },
    signUpOpensAt: { type: Date, required: true },
    signUpClosesHours: { type: Number, required: true },
    cancelHours: { type: Number, required: true },
    changes: { type: mixed, required: true },
    onAir: { type: mixed },
    recording: { type: mixed, default: null },
    replayOf: { type: String, default: null },
    timeZone: text,
    regionCode: text,
    isDemo: { type: Boolean, required: true },
    isListed: { type: Boolean, required: true },
    sortAt: { type: Date, required: true },
    shownUntil: { type: Date, required: true },
    ageSpan: { type: Number, required: true },
  },
  { versionKey: false, strict: 'throw', collection: 'classes' },
);
classSchema.index({ isListed: 1, sortAt: 1, _id: 1 });
classSchema.index({ isListed: 1, ageSpan: 1, sortAt: 1, _id: 1 });
classSchema.index({ deskKey: 1, sortAt: 1, _id: 1 });
classSchema.index({ way: 1, shownUntil: 1 });
classSchema.index({ isUnsettled: 1 }, { partialFilterExpression: { isUnsettled: true } });

/** A recorded class is always to be had: it sorts behind all that have a day, the newest first. */
const always = new Date('2999-01-01T00:00:00Z');

/** How often one is read again because somebody else wrote it in between. */
const maxTries = 20;

/** The last class of a page. `order` `fit` goes by the width of the ages first. */
export type ClassPlace = { ageSpan: number; sortAt: Date; _id: string };
export type ClassOrder = 'date' | 'fit';
export type ClassFilter = Partial<Pick<ClassDoc, 'topic' | 'kind' | 'way'>> & {
  districtCode?: string | undefined;
  centreId?: string | undefined;
  ageMonths?: number | undefined;
  from?: string | undefined;
  to?: string | undefined;
  box?: { south: number; west: number; north: number; east: number } | undefined;
};

export type ClassesModel = ReturnType<typeof classesModel>;

/** Each write is one compare-and-set on `rev`. */
export function classesModel(store: Connection) {
  const classes = store.model('ParentingClass', classSchema);
  const rows = classes.collection as unknown as mongo.Collection<ClassDoc & Listed>;
  const find = async (id: string): Promise<ClassDoc | null> => rows.findOne({ _id: id });

  return {
    find,
    findMany: async (ids: readonly string[]): Promise<ClassDoc[]> =>
      rows.find({ _id: { $in: [...new Set(ids)] } }).toArray(),
    findOfDesk: async (deskKey: string, id: string): Promise<ClassDoc | null> =>
      rows.findOne({ _id: id, deskKey }),
    findReplay: async (replayOf: string): Promise<ClassDoc | null> => rows.findOne({ replayOf }),

    /** False when one with this derived id is there already. */
    async insert(fresh: ClassDoc): Promise<boolean> {
      try {
        await rows.insertOne({ ...fresh, ...listedOf(fresh) });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    /**
     * Makes of it what `changeOf` says of what it is by then.
     * @returns the class afterwards; null when there is none. @throws DomainError retry; what `changeOf` throws
     */
    async change(id: string, changeOf: (current: ClassDoc) => ClassDoc): Promise<ClassDoc | null> {
      for (let tries = 0; tries < maxTries; tries += 1) {
        const current = await find(id);
        const changed = current && changeOf(current);
        if (!current || !changed || changed === current) return current;
        const next = { ...changed, ...listedOf(changed), rev: current.rev + 1 };
        const written = await rows.replaceOne({ _id: id, rev: current.rev }, next);
        if (written.modifiedCount === 1) return next;
      }
      throw new DomainError('retry');
    },

    /** Only while it stands as it was settled; false when it was written since. */
    async markSettled({ _id, rev }: ClassDoc): Promise<boolean> {
      const settled = await rows.updateOne({ _id, rev }, { $unset: { isUnsettled: '' }, $inc: { rev: 1 } });
      return settled.modifiedCount === 1;
    },
    listUnsettled: async (limit: number): Promise<ClassDoc[]> =>
      rows.find({ isUnsettled: true }).limit(limit).toArray(),

    /** Those still to be had, after `after`. */
    listShown: async (
      filter: ClassFilter,
      { order, now, after, limit }: { order: ClassOrder; now: Date; after: ClassPlace | null; limit: number },
    ): Promise<(ClassDoc & Listed)[]> =>
      rows
        .find({ $and: [shownBy(filter, now), ...(after ? [behind(order, after)] : [])] })
        .sort(order === 'fit' ? { ageSpan: 1, sortAt: 1, _id: 1 } : { sortAt: 1, _id: 1 })
        .limit(limit)
        .toArray(),

    /** Of one desk, cancelled ones too. Coming ones by time; the others the last first. */
    listOfDesk: async (
      deskKey: string,
      { group, now, after, limit }: { group: DeskGroup; now: Date; after: ClassPlace | null; limit: number },
    ): Promise<(ClassDoc & Listed)[]> => {
      const forward = group !== 'past';
      return rows
        .find({ $and: [{ deskKey, ...ofGroup(group, now) }, ...(after ? [beyond(forward, after)] : [])] })
        .sort(forward ? { sortAt: 1, _id: 1 } : { sortAt: -1, _id: -1 })
        .limit(limit)
        .toArray();
    },

    /** Centres that have classes with a day, which are not over. */
    listCentresAhead: async (now: Date): Promise<string[]> =>
      (await classes.distinct('organiser.centreId', ahead(now))).filter((id) => typeof id === 'string'),
    /** Of these classes those of one centre. */
    listAheadOfCentre: async (centreId: string, now: Date): Promise<ClassDoc[]> =>
      rows.find({ ...ahead(now), 'organiser.centreId': centreId }).toArray(),
    /** How many of this centre's classes were cancelled since then, not by itself. */
    countClosedSince: async (centreId: string, since: Date): Promise<number> =>
      rows.countDocuments({
        'organiser.centreId': centreId,
        changes: { $elemMatch: { by: 'closure', at: { $gte: since } } },
      }),
    /** Live ones that are not over, of which the first session begins before `until`, by id after `after`. */
    listLiveBefore: async (now: Date, until: Date, after: string, limit: number): Promise<ClassDoc[]> =>
      rows
        .find({
          ...{ way: 'live', status: 'published', _id: { $gt: after } },
          ...{ shownUntil: { $gt: now }, sortAt: { $lt: until } },
        })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),

    /** With a session that begins in this time, by id after `after`. */
    listBeginning: async (from: Date, to: Date, after: string, limit: number): Promise<ClassDoc[]> =>
      rows
        .find({
          ...{ ...ahead(from), _id: { $gt: after } },
          sessions: { $elemMatch: { startsAt: { $gte: from, $lt: to } } },
        })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),
  };
}

function ahead(now: Date) {
  return {
    way: { $in: ['onSite', 'live'] as const },
    shownUntil: { $gt: now },
    status: 'published' as const,
  };
}

export type DeskGroup = 'coming' | 'past' | 'recorded';

function ofGroup(group: DeskGroup, now: Date) {
  if (group === 'recorded') return { way: 'recorded' as const };
  const way = { $ne: 'recorded' as const };
  return group === 'coming' ? { way, shownUntil: { $gt: now } } : { way, shownUntil: { $lte: now } };
}

function listedOf(given: ClassDoc): Listed {
  const { publishedAt, ageFromMonths, ageToMonths, way, recording, status } = given;
  // Later ones get an earlier place behind `always`.
  const behindAll = new Date(2 * always.getTime() - publishedAt.getTime());
  return {
    isListed: status === 'published' && (way !== 'recorded' || recording !== null),
    sortAt: beginOf(given) ?? behindAll,
    shownUntil: endOf(given) ?? always,
    ageSpan: ageToMonths - ageFromMonths,
  };
}

function shownBy({ topic, kind, way, ...asked }: ClassFilter, now: Date) {
  const { districtCode, centreId, ageMonths, from, to, box } = asked;
  return {
    ...{ isListed: true, shownUntil: { $gt: now } },
    ...(topic && { topic }),
    ...(kind && { kind }),
    ...(way && { way }),
    ...(districtCode !== undefined && { 'organiser.districtCode': districtCode }),
    ...(centreId !== undefined && { 'organiser.centreId': centreId }),
    ...(ageMonths !== undefined && { ageFromMonths: { $lte: ageMonths }, ageToMonths: { $gte: ageMonths } }),
    ...((from !== undefined || to !== undefined) && {
      sessions: {
        $elemMatch: {
          date: { ...(from !== undefined && { $gte: from }), ...(to !== undefined && { $lte: to }) },
        },
      },
    }),
    ...(box && {
      'venue.lat': { $gte: box.south, $lte: box.north },
      'venue.lng': { $gte: box.west, $lte: box.east },
    }),
  };
}

function behind(order: ClassOrder, after: ClassPlace) {
  if (order === 'date') return beyond(true, after);
  return {
    $or: [{ ageSpan: { $gt: after.ageSpan } }, { $and: [{ ageSpan: after.ageSpan }, beyond(true, after)] }],
  };
}

function beyond(forward: boolean, { sortAt, _id }: ClassPlace) {
  return forward
    ? { $or: [{ sortAt: { $gt: sortAt } }, { sortAt, _id: { $gt: _id } }] }
    : { $or: [{ sortAt: { $lt: sortAt } }, { sortAt, _id: { $lt: _id } }] };
}
