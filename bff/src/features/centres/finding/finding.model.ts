import { distanceMetres, type LatLng } from '../../../lib/coordinates.js';
import type { CardFacts } from '../card-facts.js';
import type { CentreModels } from '../centres.model.js';
import type { CentreRecord } from '../centres.records.js';
import { rawBatches } from '../raw-batches.model.js';
import { centreColumns } from './centre-columns.js';
import { type Box, type Choice, chooserOf, type Hit } from './choice.js';
import { partMark, rankOf } from './search-words.rules.js';

/** A centre as finding reads it: what a card needs, and the text that words are searched in. */
export type SearchableCentre = CardFacts & Pick<CentreRecord, 'searchText'>;

/** At most so many are read for one question: what a large city has. */
const mostRead = 5_000;

const searchableFields: Record<keyof SearchableCentre, 1> = {
  _id: 1,
  rev: 1,
  regionCode: 1,
  name: 1,
  searchText: 1,
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

/**
 * All centres that fit, read from the store, in no order: what answers until the index is loaded. The store only
 * narrows; what fits is decided by the same rule as in the index. `isComplete` is false where there were more than are
 * read for one question.
 */
export async function listStored(
  { centres }: CentreModels,
  choice: Choice,
): Promise<{ hits: Hit[]; isComplete: boolean }> {
  const circle = circleOf(choice);
  const filter = toFilter(choice);
  const rows = circle
    ? await centres.aggregate<SearchableCentre>([
        {
          $geoNear: {
            near: { type: 'Point', coordinates: [circle.middle.lng, circle.middle.lat] },
            // Named, because one store in use fails without it when a `$match` follows.
            key: 'point',
            distanceField: 'storeMetres',
            spherical: true,
            // Stores measure on spheres of their own, which differ from ours by up to 0.12 %.
            maxDistance: circle.metres * 1.0012 + 1,
            query: filter,
          },
        },
        { $limit: mostRead },
        { $project: searchableFields },
      ])
    : ((await centres.collection
        .find(filter, { projection: searchableFields, limit: mostRead })
        .toArray()) as unknown as SearchableCentre[]);
  const columns = centreColumns();
  const choose = chooserOf(choice, columns);
  const hits = rows.flatMap((centre, number) => {
    columns.put(number, centre);
    const rank = choice.words ? rankOf(centre.searchText, choice.words) : null;
    return choose(number, centre, rank) ?? [];
  });
  return { hits, isComplete: rows.length < mostRead };
}

function circleOf({ from, withinMetres, box }: Choice): { middle: LatLng; metres: number } | null {
  if (from && withinMetres !== undefined) return { middle: from, metres: withinMetres };
  return box ? circleAround(box) : null;
}

function circleAround({ west, south, east, north }: Box): { middle: LatLng; metres: number } {
  const middle = { lat: (south + north) / 2, lng: (west + east) / 2 };
  const corners = [south, north].map((lat) => distanceMetres(middle, { lat, lng: east }));
  return { middle, metres: Math.max(...corners) };
}

function toFilter(choice: Choice): Record<string, unknown> {
  const { ageMonths, mode, operatorType, isInclusive, grades, districtCode, words } = choice;
  return {
    ...(words ? searched(words) : { 'filing.status': 'filed' }),
    ...(districtCode !== undefined && { 'district.code': districtCode }),
    ...(mode && { careModes: mode }),
    ...(operatorType && { operatorType }),
    ...(isInclusive && { isInclusive }),
    ...(grades && { grade: { $in: grades } }),
    ...(ageMonths !== undefined && {
      groups: { $elemMatch: { minMonths: { $lte: ageMonths }, maxMonths: { $gt: ageMonths } } },
    }),
  };
}

/** Anywhere in the text of a filed centre, in the name of another. */
function searched(words: readonly string[]): Record<string, unknown> {
  // The words are text and nothing else: neither an operator nor a pattern can come in by them.
  const patterns = words.map((one) => one.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')).join('|');
  return {
    $or: [
      { 'filing.status': 'filed', searchText: { $regex: patterns } },
      {
        'filing.status': { $in: ['suspended', 'cancelled', 'unfiled'] },
        searchText: { $regex: `^[^${partMark}]*(?:${patterns})` },
      },
    ],
  };
}

/** These centres, or all, in batches of BSON for `centreReader`. */
export function readSearchable(
  { centres }: CentreModels,
  ids: string[] | null,
  batchSize: number,
): AsyncGenerator<Uint8Array[]> {
  const options = { projection: searchableFields, batchSize, raw: true };
  return rawBatches(centres.collection.find(ids ? { _id: { $in: ids as never[] } } : {}, options));
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
