import { randomInt } from 'node:crypto';
import type { Connection, Model, mongo } from 'mongoose';
import { Schema } from 'mongoose';
import { DomainError } from '../../lib/domain-error.js';
import { isDuplicateKey } from '../../lib/duplicate-key.js';
import { insertTogether } from '../../lib/together.js';
import type { Claim, OwnPlaces, QueueItem, Refusal, Roster } from './roster.rules.js';
import { type Command, reduce } from './roster-commands.rules.js';

/**
 * A roster (`group:date`, scope = centre), a child day (`child:date`, scope = family) or a seat list (class, scope = its
 * organiser). Shard key: _id.
 */
export type RosterDoc = Roster & { _id: string; rev: number; scope: string; date: string; touchedAt: Date };

/** Where a document that does not exist yet starts from. */
export type Seed = Pick<RosterDoc, '_id' | 'scope' | 'date' | 'places' | 'epoch'>;

const claimSchema = new Schema<Claim>(
  {
    id: { type: String, required: true },
    owner: { type: String, required: true },
    slots: { type: [Number], required: true },
    childId: { type: String, required: true },
    familyId: { type: String, required: true },
    isOffer: { type: Boolean },
    fromEntry: { type: String },
    isSeparate: { type: Boolean },
  },
  { _id: false },
);
const rosterSchema = () =>
  new Schema<RosterDoc>(
    {
      _id: { type: String, required: true },
      rev: { type: Number, required: true },
      scope: { type: String, required: true, index: true },
      date: { type: String, required: true },
      places: { type: Number, required: true },
      epoch: { type: Number, required: true },
      closedEpoch: { type: Number, required: true },
      claims: { type: [claimSchema], required: true },
      queue: { type: Schema.Types.Mixed },
      own: { type: Schema.Types.Mixed },
      touchedAt: { type: Date, required: true, index: true },
    },
    { versionKey: false, strict: 'throw' },
  );

/** What lists and calendars need of a roster. */
export type ShownRoster = {
  _id: string;
  claims: Pick<Claim, 'owner' | 'slots' | 'isSeparate'>[];
  queue?: Pick<QueueItem, 'state' | 'slots'>[];
  own?: OwnPlaces;
};
const shown = {
  ...{ 'claims.owner': 1, 'claims.slots': 1, 'claims.isSeparate': 1 },
  ...{ 'queue.state': 1, 'queue.slots': 1, own: 1 },
};

const maxTries = 200;
/** Documents kept in mind to write on without reading first, some kB each at most. */
const mostKept = 5_000;

/** What was written, and what stood there before. */
type Listener = (next: RosterDoc, before: RosterDoc) => void;

type Waiting = {
  seed: Seed;
  command: Command;
  resolve: (refusal: Refusal | null) => void;
  reject: (error: unknown) => void;
};

export type RosterModel = ReturnType<typeof rosterModel>;

/** Rosters, child days and the seat lists of classes are the same kind of document in collections of their own. */
export function rosterModel(
  store: Connection,
  name: 'Roster' | 'ChildDay' | 'SeatList',
  collection: string,
  now: () => Date,
) {
  const docs: Model<RosterDoc> = store.model<RosterDoc>(name, rosterSchema(), collection);
  // The hot path goes by the driver itself: casting what the reducer just made costs more than the write.
  const rows = docs.collection as unknown as mongo.Collection<RosterDoc>;
  const insert = insertTogether((docs: RosterDoc[]) => rows.insertMany(docs as never, { ordered: false }));
  const lanes = new Map<string, Waiting[]>();
  const listeners: Listener[] = [];
  /** As this process wrote them last. */
  const kept = new Map<string, RosterDoc>();
  /** Most days of most children are new; most rosters are not. */
  const isMostlyNew = name === 'ChildDay';

  /**
   * Applies one command by compare-and-set on `rev`. Commands that reach the same document at once in this process
   * travel in one write; against other processes only `rev` decides.
   * @returns the reducer's refusal, null when done. @throws DomainError retry after too many lost races.
   */
  function apply(seed: Seed, command: Command): Promise<Refusal | null> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { seed, command, resolve, reject };
      const lane = lanes.get(seed._id);
      if (lane) {
        lane.push(waiting);
        return;
      }
      const opened = [waiting];
      lanes.set(seed._id, opened);
      void drain(seed._id, opened);
    });
  }

  async function drain(id: string, lane: Waiting[]): Promise<void> {
    while (lane.length > 0) {
      const batch = lane.splice(0);
      try {
        const refusals = await write(id, batch);
        for (const [index, waiting] of batch.entries()) waiting.resolve(refusals[index] ?? null);
      } catch (error) {
        for (const waiting of batch) waiting.reject(error);
      }
    }
    lanes.delete(id);
  }

  async function write(id: string, batch: Waiting[]): Promise<(Refusal | null)[]> {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const guess = tries === 0 ? guessOf(id, batch) : undefined;
      const read = guess === undefined ? await rows.findOne({ _id: id }) : guess;
      const start = read ?? emptyFrom(batch);
      const { roster, refusals } = reduceAll(start, batch, now());
      const isChange = roster !== start && refusals.every((refusal) => refusal === null);
      // A guess may write, because `rev` decides; it may not refuse, nor say that there is nothing to do.
      if (guess !== undefined && !isChange) continue;
      if (roster === start) return refusals;
      const next = { ...start, ...roster, rev: start.rev + 1, touchedAt: now() };
      if (await swap(read, next)) {
        keep(next);
        for (const listener of listeners) listener(next, start);
        return refusals;
      }
      await jitter(tries);
    }
    throw new DomainError('retry');
  }

  /** What the document probably is now, null for none; undefined when only reading can tell. */
  function guessOf(id: string, batch: readonly Waiting[]): RosterDoc | null | undefined {
    const isClaim = batch[0]?.command.kind === 'claim';
    return kept.get(id) ?? (isMostlyNew && isClaim ? null : undefined);
  }

  function keep(doc: RosterDoc): void {
    // A Map keeps the order of insertion, so its first key is the one longest unwritten.
    kept.delete(doc._id);
    kept.set(doc._id, doc);
    if (kept.size > mostKept) kept.delete(kept.keys().next().value ?? '');
  }

  async function swap(read: RosterDoc | null, next: RosterDoc): Promise<boolean> {
    if (read) {
      const written = await rows.replaceOne({ _id: next._id, rev: read.rev }, next);
      return written.modifiedCount === 1;
    }
    try {
      await insert(next);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  return {
    apply,
    /** The clock that `touchedAt` comes from. */
    now,
    /** Calls `listener` with each document that this process writes, before its writer hears of it. */
    onWritten: (listener: Listener) => void listeners.push(listener),
    find: (id: string): Promise<RosterDoc | null> => rows.findOne({ _id: id }),
    findMany: (ids: readonly string[]): Promise<RosterDoc[]> =>
      rows.find({ _id: { $in: [...ids] } }).toArray(),
    /** By the driver itself: every list of centres asks it, and casting costs more than the answer. */
    listClaims: (ids: string[]) =>
      docs.collection
        .find({ _id: { $in: ids as never[] } }, { projection: shown, batchSize: ids.length + 1 })
        .toArray() as unknown as Promise<ShownRoster[]>,
    listIdsTouchedSince: async (since: Date): Promise<string[]> => {
      const rows = docs.collection.find({ touchedAt: { $gte: since } }, { projection: { _id: 1 } });
      return (await rows.toArray()).map(({ _id }) => String(_id));
    },
    /** Documents written since, oldest first: where a crash may have left something. */
    listTouchedSince: (since: Date, limit: number) =>
      docs
        .find({ touchedAt: { $gte: since } })
        .sort({ touchedAt: 1 })
        .limit(limit)
        .lean<RosterDoc[]>(),
    listFromDate: (scope: string, date: string) =>
      docs.find({ scope, date: { $gte: date } }).lean<RosterDoc[]>(),
    listScopes: (date: string) => docs.distinct('scope', { date: { $gte: date } }),
    /** Erases all documents of a scope; for the days of children that are erased themselves. */
    async eraseScope(scope: string): Promise<void> {
      await docs.deleteMany({ scope });
    },
  };
}

/** Begun at a number of its own: what a process keeps of a document that was erased is not taken for the one begun anew. */
function emptyFrom(batch: readonly Waiting[]): RosterDoc {
  const seed = batch[0]?.seed;
  if (!seed) throw new Error('a batch without commands');
  return { ...seed, rev: randomInt(1_000_000_000), closedEpoch: -1, claims: [], touchedAt: new Date(0) };
}

function reduceAll(start: RosterDoc, batch: readonly Waiting[], at: Date) {
  let roster: Roster = start;
  const refusals = batch.map(({ command }) => {
    const outcome = reduce(roster, command, at);
    roster = outcome.roster;
    return outcome.refusal;
  });
  return { roster, refusals };
}

/** Losers of a race step aside for a random moment, longer the more often they lost. */
function jitter(tries: number): Promise<void> | undefined {
  if (tries < 2) return undefined;
  return new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(50, 2 * tries)));
}
