import type { CentreDetailsRecord, CentreRecord } from '../features/centres/centres.records.js';
import { placesForBookings } from '../features/centres/centres.rules.js';
import { searchTextOf } from '../features/centres/finding/search-text.js';
import { derivedId, fingerprint } from '../lib/ids.js';
import { china } from '../regions/cn.js';
import { type Crowding, demoGroups, demoOffer, demoOwnRules } from './demo-care.js';
import {
  demoDisclosures,
  demoFiling,
  demoQuality,
  demoRegistration,
  demoSafety,
  demoStaffRatio,
} from './demo-record.js';
import { type HandmadeCentre, handmadeCentres } from './handoff-centres.js';
import { type DemoDistrict, demoDistricts, demoNames } from './places.js';
import { type Random, seededRandom } from './random.js';

type OperatorType = CentreRecord['operatorType'];
type FilingStatus = CentreRecord['filing']['status'];

/** A centre with its long record, and how long ago its staff told the free places (null: never). */
export type DemoCentre = {
  centre: Omit<CentreRecord, 'told'>;
  details: CentreDetailsRecord;
  told: { places: number; minutesAgo: number } | null;
};

export const demoSeed = 20261124;
export const demoSourceCode = 'demo-hechuan';
const source = { name: '演示数据（禾川市）', asOf: '2026-11-22' };
const middle = china.demoPlace;

/**
 * The centres of 禾川市, a county-level city that exists only here: every operator type, unfiled, suspended and full
 * ones among them. Pure: the same seed gives the same county, ids included.
 */
export function demoCounty(seed: number = demoSeed): DemoCentre[] {
  const random = seededRandom(seed);
  const handmade = handmadeCentres.map((centre, index) => toHandmade(centre, index + 17, random));
  const drawn = Object.entries(demoNames).flatMap(([operatorType, names]) =>
    names.map((name, index) => ({ operatorType: operatorType as OperatorType, name, index })),
  );
  return [
    ...handmade,
    ...drawn.map(({ operatorType, name, index }, number) =>
      toCentre({ name, operatorType, number: number + 101, status: statusOf(operatorType, index) }, random),
    ),
  ];
}

/** Filing troubles sit where they happen: among private centres and family care points. */
function statusOf(operatorType: OperatorType, index: number): FilingStatus {
  if (operatorType === 'private')
    return (['unfiled', 'filed', 'suspended', 'unfiled'] as const)[index] ?? 'filed';
  if (operatorType === 'familyCarePoint')
    return (['filed', 'unfiled', 'filed', 'unfiled'] as const)[index] ?? 'filed';
  if (operatorType === 'kindergarten') return index === 5 ? 'suspended' : 'filed';
  if (operatorType === 'community') return index === 9 ? 'cancelled' : 'filed';
  return 'filed';
}

type Plan = { name: string; operatorType: OperatorType; number: number; status: FilingStatus };

function toCentre({ name, operatorType, number, status }: Plan, random: Random): DemoCentre {
  const district = districtFor(name, random);
  const crowding = random.pick<Crowding>(['full', 'tight', 'tight', 'roomy', 'roomy', 'roomy', 'roomy']);
  const groups = demoGroups(name, operatorType, crowding, random);
  const { careModes, priceList } = demoOffer(operatorType, groups, random);
  const filing = demoFiling(status, number, random);
  const isFiled = filing.filedOn !== null;
  const quality = isFiled && random.chance(0.6) ? demoQuality(random) : null;
  const registration = demoRegistration(operatorType, name, isFiled, number);
  const isInclusive =
    isFiled &&
    {
      public: true,
      community: true,
      employer: false,
      kindergarten: true,
      medical: false,
      private: false,
      familyCarePoint: false,
    }[operatorType] &&
    random.chance(0.85);
  const asOf = '2026-11-01';

  const centre: Unsealed = {
    ...identity(name),
    district: { code: district.code, name: district.name },
    township: null,
    address: `${district.name}${random.pick(district.streets)} ${random.whole(1, 168)} 号`,
    phone: demoPhone(number),
    operatorType,
    isInclusive,
    grade: quality && !quality.isSelfAssessed ? quality.grade : null,
    filing,
    point: pointAt(
      ...clearOfMiddle(
        district.east * 1000 + spread(district, random),
        district.north * 1000 + spread(district, random),
      ),
    ),
    ...openingTimes(random),
    groups,
    careModes,
    priceList,
    ...demoOwnRules(priceList, isInclusive),
    cancellation: {
      freeUntilDayBefore: random.pick(['18:00', '20:00']),
      lateFeeFen: 2_000,
      noShow: 'full',
      sickUntilTime: '08:30',
    },
  };
  const details: CentreDetailsRecord = {
    _id: centre._id,
    source,
    registration,
    inclusiveApproval: isInclusive
      ? { approver: '禾川市发展改革局、禾川市卫生健康局', on: '2025-06-20' }
      : null,
    priceListFrom: isFiled ? '2026-09-01' : null,
    discountText: isInclusive ? '二孩减免 10%；烈士子女、困境儿童免保育费，到园办理。' : null,
    quality,
    staffRatio: demoStaffRatio(groups, asOf),
    safety: isFiled ? demoSafety(random) : [],
    disclosures: demoDisclosures(filing, quality, registration.body ?? '', random),
    website: null,
    email: null,
  };
  return seal(centre, details, demoTold(groups, random));
}

function toHandmade(given: HandmadeCentre, number: number, random: Random): DemoCentre {
  const base = toCentre(
    { name: given.name, operatorType: given.operatorType, number, status: 'filed' },
    random,
  );
  // Its rules are those of its own price list, not of the one that was drawn.
  const { contentHash: _, searchText: __, careRules: ___, reductions: ____, ...drawn } = base.centre;
  const { code, name } = demoDistricts[0];
  const centre: Unsealed = {
    ...drawn,
    address: given.address,
    district: { code, name },
    township: null,
    isInclusive: given.isInclusive,
    point: pointAt(given.metresEast, given.metresNorth),
    ...given.centre,
  };
  const details = {
    ...base.details,
    staffRatio: demoStaffRatio(centre.groups, '2026-11-01'),
    inclusiveApproval: given.isInclusive ? base.details.inclusiveApproval : null,
    ...given.details,
  };
  return seal(centre, details, { places: freePlaces(centre.groups), minutesAgo: given.toldMinutesAgo });
}

type Unsealed = Omit<CentreRecord, 'told' | 'contentHash' | 'searchText'>;

function seal(unsealed: Unsealed, details: CentreDetailsRecord, told: DemoCentre['told']): DemoCentre {
  const centre = { ...unsealed, searchText: searchTextOf(unsealed) };
  return { centre: { ...centre, contentHash: fingerprint([centre, details]) }, details, told };
}

function identity(name: string) {
  return {
    _id: derivedId('c', 'demo', name),
    registerKey: `${demoSourceCode}:${name}`,
    sourceCode: demoSourceCode,
    rev: 1,
    epoch: 1,
    isDemo: true,
    regionCode: china.code,
    timeZone: china.timeZone,
    name,
  };
}

/** A name that tells its place keeps to it; the others are spread, more of them in the town. */
function districtFor(name: string, random: Random): DemoDistrict {
  const told = demoDistricts.find((district) => name.includes(district.name.slice(0, 2)));
  const town = demoDistricts.slice(0, 5);
  return told ?? random.pick([...town, ...town, ...town, ...demoDistricts]);
}

/** Sum of two draws: dense in the middle of a district, thin at its edge. */
function spread(district: DemoDistrict, random: Random): number {
  return Math.round((random.next() + random.next() - 1) * district.spread * 1000);
}

/** Nothing drawn stands nearer to the middle than the first centre of the handoff, 640 m away. */
function clearOfMiddle(metresEast: number, metresNorth: number): [number, number] {
  const metres = Math.hypot(metresEast, metresNorth) || 1;
  const stretch = metres < 700 ? (700 + metres / 2) / metres : 1;
  return [metresEast * stretch, metresNorth * stretch];
}

/** A point so many metres from the middle of 禾川市. */
export function pointAt(metresEast: number, metresNorth: number): CentreRecord['point'] {
  const { lat, lng } = middle;
  const degreesPerMetre = 180 / (Math.PI * 6_371_008.8);
  const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
  const north = round(lat + metresNorth * degreesPerMetre);
  const east = round(lng + (metresEast * degreesPerMetre) / Math.cos((lat * Math.PI) / 180));
  return { type: 'Point', coordinates: [east, north] };
}

function openingTimes(random: Random) {
  const from = random.pick(['07:30', '07:30', '07:40', '08:00']);
  const to = random.pick(['17:00', '17:30', '17:30', '18:00', '18:30']);
  const openingHours = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from, to }));
  if (random.chance(0.12)) openingHours.push({ weekday: 6, from: '08:30', to: '12:00' });
  const closedDays = random.chance(0.2)
    ? [{ on: '2026-12-18', reason: random.pick(['教研日', '全园消毒', '设备检修']) }]
    : [];
  return { openingHours, closesOnHolidays: true, closedDays };
}

/** Area code 0320 is given to no place, so that nobody's telephone rings. */
function demoPhone(number: number): string {
  return `0320-555${String(number).padStart(4, '0')}`;
}

function freePlaces(groups: CentreRecord['groups']): number {
  return groups.reduce((sum, group) => sum + placesForBookings(group), 0);
}

/** Most told today, some days ago, a few so long ago that the figure is worth nothing, a few never. */
function demoTold(groups: CentreRecord['groups'], random: Random): DemoCentre['told'] {
  if (random.chance(0.06)) return null;
  const minutesAgo = random.pick([
    random.whole(3, 58),
    random.whole(3, 58),
    random.whole(60, 600),
    random.whole(1_440, 4_200),
    random.whole(6_000, 20_000),
  ]);
  return { places: freePlaces(groups), minutesAgo };
}
