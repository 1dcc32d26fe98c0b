import type { Model } from 'mongoose';
import { distanceMetres, type LatLng } from '../../lib/coordinates.js';
import type { CardFacts } from './card-facts.js';
import type { CentreModels } from './centres.model.js';
import type { CareMode } from './centres.public.js';
import type { CentreRecord } from './centres.records.js';

/** Which centres are looked for. Only filed ones, unless the words searched are in the name of another. */
export type Wanted = {
  ageMonths?: number | undefined;
  mode?: CareMode | undefined;
  operatorType?: CentreRecord['operatorType'] | undefined;
  isInclusive?: boolean | undefined;
  /** Free places told by the staff since then. */
  hasToldPlacesSince?: Date | undefined;
  /** Already in the form of `toSearchText`. */
  words?: string | undefined;
};

/**
 * A centre found: enough to order it, and to know whether what is remembered of it still holds; with its facts where
 * finding knows them already.
 */
export type Found = { id: string; rev: number; millimetres: number; facts?: CardFacts };

export type Range = { beyondMetres: number; withinMetres: number; limit: number };

/** Distance, then id: centres at one address have one place in the order too. */
export function inOrder(a: Pick<Found, 'id' | 'millimetres'>, b: Pick<Found, 'id' | 'millimetres'>): number {
  return a.millimetres - b.millimetres || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

type Row = { _id: string; rev: number; point: CentreRecord['point'] };

/**
 * The `limit` centres nearest to a point, as the store orders them. Distances are ours, so that one sphere holds for
 * every store: theirs differ by up to 0.12 %, and the limits given to them are widened by that.
 */
export async function listAround(
  centres: Model<CentreRecord>,
  from: LatLng,
  { beyondMetres, withinMetres, limit }: Range,
  wanted: Wanted,
): Promise<Found[]> {
  const rows = await centres.aggregate<Row>([
    {
      $geoNear: {
        near: { type: 'Point', coordinates: [from.lng, from.lat] },
        // Named, because one store in use fails without it when a `$match` follows.
        key: 'point',
        distanceField: 'storeMetres',
        spherical: true,
        maxDistance: withinMetres * 1.0012 + 1,
        // The filing stands in here and not in a later stage, so that an unfiled centre can't slip in.
        query: toFilter(wanted),
      },
    },
    ...(beyondMetres > 0
      ? [
          { $project: { rev: 1, point: 1, storeMetres: 1 } },
          // Not `minDistance`: one store in use loses documents by it.
          { $match: { storeMetres: { $gte: beyondMetres * 0.9999 - 0.01 } } },
          { $limit: limit },
        ]
      : [{ $limit: limit }, { $project: { rev: 1, point: 1 } }]),
  ]);
  return rows.map(({ _id, rev, point }) => {
    const [lng, lat] = point.coordinates;
    return { id: _id, rev, millimetres: Math.round(distanceMetres(from, { lat, lng }) * 1000) };
  });
}

function toFilter(wanted: Wanted): Record<string, unknown> {
  const { ageMonths, mode, operatorType, isInclusive, hasToldPlacesSince, words } = wanted;
  return {
    ...filingAndWords(words),
    ...(mode && { careModes: mode }),
    ...(operatorType && { operatorType }),
    ...(isInclusive && { isInclusive }),
    ...(ageMonths !== undefined && {
      groups: { $elemMatch: { minMonths: { $lte: ageMonths }, maxMonths: { $gt: ageMonths } } },
    }),
    ...(hasToldPlacesSince && { 'told.places': { $gt: 0 }, 'told.at': { $gte: hasToldPlacesSince } }),
  };
}

function filingAndWords(words: string | undefined): Record<string, unknown> {
  const filed = { 'filing.status': 'filed' };
  if (!words) return filed;
  // The words are text and nothing else: neither an operator nor a pattern can come in by them.
  const $regex = words.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  return {
    $or: [
      { ...filed, searchText: { $regex } },
      { 'filing.status': { $in: ['suspended', 'cancelled', 'unfiled'] }, nameText: { $regex } },
    ],
  };
}

const cardFields: Record<keyof CardFacts, 1> = {
  _id: 1,
  rev: 1,
  name: 1,
  address: 1,
  phone: 1,
  district: 1,
  township: 1,
  point: 1,
  told: 1,
  careModes: 1,
  operatorType: 1,
  isInclusive: 1,
  isDemo: 1,
  grade: 1,
  openingHours: 1,
  closesOnHolidays: 1,
  closedDays: 1,
  filing: 1,
  groups: 1,
  priceList: 1,
};

/** Card facts of these centres, or of all, in batches. By the driver itself: a country's centres are many to cast. */
export async function* readCardFacts(
  { centres }: CentreModels,
  ids: string[] | null,
  batchSize: number,
): AsyncGenerator<CardFacts[]> {
  const rows = centres.collection.find(ids ? { _id: { $in: ids as never[] } } : {}, {
    projection: cardFields,
    batchSize,
  });
  try {
    for (let first = await rows.next(); first; first = await rows.next())
      yield [first, ...rows.readBufferedDocuments()] as unknown as CardFacts[];
  } finally {
    await rows.close();
  }
}

/** Centres written since, with their `rev`. */
export async function listChangedSince(
  { centres }: CentreModels,
  since: Date,
): Promise<{ _id: string; rev: number }[]> {
  const rows = centres.collection.find(
    { changedAt: { $gte: since } },
    { projection: { rev: 1 }, batchSize: 5000 },
  );
  return (await rows.toArray()) as unknown as { _id: string; rev: number }[];
}
