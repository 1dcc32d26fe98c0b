import type { mongo } from 'mongoose';
import type { CentreModels } from '../../features/centres/centres.model.js';
import type {
  CentreDetailsRecord,
  CentreRecord,
  StampedCentre,
} from '../../features/centres/centres.records.js';
import type { Changed, Compared, Confirmed } from './compare-batch.js';
import type { Event } from './events.js';
import { rowsOf } from './stored-rows.js';

type Write<T extends mongo.Document> = mongo.AnyBulkWriteOperation<T>;

/**
 * Writes what a comparison found. Details and events go first: a centre's contentHash says that all of it is written,
 * so a run broken off in between finds the row different again and writes the rest.
 */
export function batchWriter(models: CentreModels, now: () => Date) {
  const { centreRows, detailRows } = rowsOf(models);

  return async function writeBatch({ added, changed, confirmed }: Compared): Promise<void> {
    const stamp = now();
    const taken = await insertNew(
      detailRows,
      added.map(({ details }) => details),
    );
    const detailWrites = [
      ...taken.map(setFacts),
      ...changed.flatMap(({ row, events }) => [
        ...events.map((event) => recordEvent(row.details._id, event, stamp)),
        setFacts(row.details),
      ]),
    ];
    // In order: an event stands before the fact that it tells of, from which it could not be found any more.
    if (detailWrites.length > 0) await detailRows.bulkWrite(detailWrites, { ordered: true });
    // A centre that stands there already was put there by another import of the same rows a moment ago.
    await insertNew(
      centreRows,
      added.map(({ centre }) => ({ ...centre, changedAt: stamp })),
    );
    // Before the facts, whose contentHash and day say that all of it is written.
    const toldWrites = [
      ...changed.flatMap(({ row: { centre }, before }) => tellPlaces(centre, before.told)),
      ...confirmed.filter(isToldAnew).flatMap(({ row: { centre }, told }) => tellPlaces(centre, told)),
    ];
    if (toldWrites.length > 0) await centreRows.bulkWrite(toldWrites, { ordered: false });
    const changes = changed.map((change) => ({ ...changeCentre(change, stamp), ...change }));
    const centreWrites = [
      ...changes.flatMap(({ open, heldBack, before }) => (before.suspension ? [open, heldBack] : [open])),
      ...confirm(confirmed, stamp),
    ];
    if (centreWrites.length === 0) return;
    const { matchedCount } = await centreRows.bulkWrite(centreWrites, { ordered: false });
    // One was suspended since it was read. It is seldom, and the facts are long to send twice each time.
    if (matchedCount < changed.length + confirmed.length && changes.length > 0)
      await centreRows.bulkWrite(
        changes.map(({ heldBack }) => heldBack),
        { ordered: false },
      );
  };
}

const duplicateKey = 11_000;

/** Plain inserts, several times faster than upserts. @returns those whose id is taken already */
async function insertNew<T extends { _id: string }>(
  collection: mongo.Collection<T>,
  records: readonly T[],
): Promise<T[]> {
  if (records.length === 0) return [];
  try {
    await collection.insertMany(records as mongo.OptionalUnlessRequiredId<T>[], { ordered: false });
    return [];
  } catch (error) {
    const { writeErrors } = error as mongo.MongoBulkWriteError;
    const faults = Array.isArray(writeErrors) ? writeErrors : writeErrors ? [writeErrors] : [];
    if (faults.length === 0 || faults.some(({ code }) => code !== duplicateKey)) throw error;
    return faults.flatMap(({ index }) => records[index] ?? []);
  }
}

/** Puts an event on the timeline unless it stands there: whoever repeats it, or runs beside us, adds none. */
export function recordEvent(_id: string, event: Event, now: Date): Write<CentreDetailsRecord> {
  const { kind, on, text } = event;
  return {
    updateOne: {
      filter: { _id, $nor: [{ disclosures: { $elemMatch: { kind, on, text } } }] },
      update: { $push: { disclosures: { ...event, recordedAt: now.toISOString() } } },
    },
  };
}

/** What the register says replaces what it said; its timeline and what others know of the centre stay. */
function setFacts(details: CentreDetailsRecord): Write<CentreDetailsRecord> {
  const { _id, disclosures, inclusiveApproval, priceListFrom, quality, staffRatio, ...facts } = details;
  const others = { disclosures, inclusiveApproval, priceListFrom, quality, staffRatio };
  return { updateOne: { filter: { _id }, update: { $set: facts, $setOnInsert: others }, upsert: true } };
}

/**
 * What desks tell, also in this very moment, and its grade stay: closed days, free places told later, and a suspension,
 * under which the register's filing is only what holds again afterwards.
 */
function changeCentre({ row: { centre }, before }: Changed, changedAt: Date) {
  const { _id, rev: _rev, epoch: _epoch, closedDays: _closed, grade: _grade, told: _told, ...facts } = centre;
  const isRosterTouched =
    before.filing.status !== centre.filing.status ||
    JSON.stringify(before.groups) !== JSON.stringify(centre.groups);
  const { filing, ...others } = facts;
  const $inc = { rev: 1, epoch: isRosterTouched ? 1 : 0 };
  const own = withoutOwnRules(facts);
  const open: Write<StampedCentre> = {
    updateOne: { filter: { _id, suspension: null }, update: { $set: { ...facts, changedAt }, $inc, ...own } },
  };
  const heldBack: Write<StampedCentre> = {
    updateOne: {
      filter: { _id, suspension: { $ne: null } },
      update: { $set: { ...others, 'suspension.before': filing, changedAt }, $inc, ...own },
    },
  };
  return { open, heldBack };
}

/** Rules that the register says no longer are the region's again. */
function withoutOwnRules(facts: Partial<CentreRecord>): { $unset?: Record<string, ''> } {
  const gone = (['careRules', 'reductions'] as const).filter((name) => facts[name] === undefined);
  return gone.length === 0 ? {} : { $unset: Object.fromEntries(gone.map((name) => [name, ''])) };
}

/**
 * Said again as it was: only the day moves on, and how fresh the free places are. One write for all that are alike.
 * `$max`, because the desk may have told a newer figure in this very moment.
 */
function confirm(confirmed: readonly Confirmed[], changedAt: Date): Write<StampedCentre>[] {
  const [first] = confirmed;
  if (!first) return [];
  const { asOf } = first.row.centre;
  const told = confirmed.flatMap(({ row }) => row.centre.told ?? [])[0];
  const write = (some: readonly Confirmed[], fresher: object): Write<StampedCentre>[] => {
    if (some.length === 0) return [];
    const filter = { _id: { $in: some.map(({ row }) => row.centre._id) } };
    return [{ updateMany: { filter, update: { $set: { asOf, changedAt }, $inc: { rev: 1 }, ...fresher } } }];
  };
  return [
    ...write(confirmed.filter(isToldAgain), { $max: { 'told.at': told?.at } }),
    ...write(
      confirmed.filter((one) => !isToldAgain(one)),
      {},
    ),
  ];
}

/** The same number of free places as stands there already. */
const isToldAgain = ({ row, told }: Confirmed): boolean =>
  told !== null && told.places === row.centre.told?.places;
const isToldAnew = (one: Confirmed): boolean => !isToldAgain(one);

/** The register's free places, where nothing newer is told by then. The write of the facts raises `rev` for both. */
function tellPlaces({ _id, told }: CentreRecord, before: CentreRecord['told']): Write<StampedCentre>[] {
  if (!told || (before && before.at > told.at)) return [];
  const isNotNewer = { $or: [{ told: null }, { 'told.at': { $lte: told.at } }] };
  return [{ updateOne: { filter: { _id, ...isNotNewer }, update: { $set: { told } } } }];
}
