import type { CentreRecord } from '@nearcare/bff/features/centres/centres.records';
import { searchTextOf } from '@nearcare/bff/features/centres/finding/search-text';
import { distanceMetres } from '@nearcare/bff/lib/coordinates';
import fc from 'fast-check';
import { makeCentre, makeGroup } from './factories.js';

/** Tuesday; the fake clock shows 09:12 in China. */
const today = '2026-11-24';
const now = Date.UTC(2026, 10, 24, 1, 12);
export const middle = { lat: 30.5, lng: 114.5 };

/** Centres that differ in all that can be asked of them. Few values, so that questions meet many and places are shared. */
export const drawnCentre = fc.record({
  // On a grid of about 110 m, with some far away.
  north: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: -40, max: 40 }) },
    fc.integer({ min: -400, max: 400 }),
  ),
  east: fc.integer({ min: -40, max: 40 }),
  name: fc.constantFrom('栗子树托育', '小栗子', '向日葵', '河滨园', '栗子树二园'),
  address: fc.constantFrom('河滨路 1 号', '栗子街 2 号', '人民路 3 号'),
  district: fc.constantFrom({ code: 'a', name: '桥西区' }, { code: 'b', name: '河滨区' }),
  township: fc.constantFrom(null, '清水镇'),
  status: fc.constantFrom(
    'filed' as const,
    'filed' as const,
    'filed' as const,
    'suspended' as const,
    'unfiled' as const,
  ),
  operatorType: fc.constantFrom('public' as const, 'community' as const),
  isInclusive: fc.boolean(),
  grade: fc.constantFrom(null, 'A' as const, 'B' as const, 'C' as const, 'D' as const),
  mode: fc.constantFrom('fullDay' as const, 'halfDay' as const),
  prices: fc.record({
    day: fc.constantFrom(null, 8000, 9900),
    month: fc.constantFrom(null, 150_000, 198_000),
    halfDay: fc.constantFrom(null, 5000),
  }),
  minMonths: fc.constantFrom(6, 12, 24),
  enrolled: fc.constantFrom(null, 0, 2, 4),
  told: fc.constantFrom(
    null,
    { places: 0, hoursAgo: 1 },
    { places: 2, hoursAgo: 5 },
    { places: 3, hoursAgo: 80 },
  ),
  opens: fc.constantFrom('07:30', '08:30'),
  closes: fc.constantFrom('16:30', '18:00'),
  isClosedThursday: fc.boolean(),
});

type Drawn = typeof drawnCentre extends fc.Arbitrary<infer T> ? T : never;

export function toCentre(drawn: Drawn, _id: string): CentreRecord {
  const { north, east, status, mode, prices, minMonths, enrolled, told, opens, closes, ...rest } = drawn;
  const { isClosedThursday, ...same } = rest;
  const line = (id: 'day' | 'month' | 'halfDay', careMode: 'fullDay' | 'halfDay') => {
    const amountFen = prices[id];
    if (amountFen === null) return [];
    return [
      { id, kind: 'care' as const, mode: careMode, label: id, unit: id, amountFen, isVoluntary: false },
    ];
  };
  const centre = makeCentre({
    _id,
    ...same,
    careModes: [mode],
    point: { type: 'Point', coordinates: [middle.lng + east / 1000, middle.lat + north / 1000] },
    groups: [makeGroup({ id: `gr_${_id}`, minMonths, maxMonths: minMonths + 12, enrolled })],
    priceList: [...line('day', 'fullDay'), ...line('month', 'fullDay'), ...line('halfDay', 'halfDay')],
    told: told && { places: told.places, at: new Date(now - told.hoursAgo * 3_600_000) },
    openingHours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: opens, to: closes })),
    closedDays: isClosedThursday ? [{ on: '2026-11-26', reason: '消毒' }] : [],
  });
  return { ...centre, filing: { ...centre.filing, status } };
}

const values = {
  ageMonths: fc.constantFrom(8, 12, 19, 35),
  mode: fc.constantFrom('fullDay' as const, 'halfDay' as const),
  date: fc.constantFrom('2026-11-25', '2026-11-26', '2026-11-28'),
  hours: fc.constantFrom({ from: '09:00', to: '11:00' }, { from: '08:00', to: '17:30' }),
  hasVacancy: fc.boolean(),
  inclusive: fc.constant(true),
  operatorType: fc.constantFrom('public' as const, 'community' as const),
  grade: fc.constantFrom('A' as const, 'B' as const, 'C' as const, 'D' as const),
  maxPriceFen: fc.constantFrom(5000, 9000, 160_000),
  priceUnit: fc.constantFrom('day' as const, 'month' as const, 'halfDay' as const, 'hour' as const),
  openAt: fc.constantFrom('07:45', '12:00', '17:00', '18:00'),
  q: fc.constantFrom('栗子', '栗子树', 'lizi', 'lzs', 'li zi', '河滨', 'qsz', '栗', '路 1', '.*'),
};
type Values = {
  [Key in keyof typeof values]: (typeof values)[Key] extends fc.Arbitrary<infer T> ? T : never;
};
const names = Object.keys(values) as (keyof Values)[];

export type Filters = Partial<Omit<Values, 'hours'> & Values['hours']>;

/** A question as it goes over the wire, without its place. A few filters of all, so that most questions find something. */
export const drawnFilters: fc.Arbitrary<Filters> = fc
  .tuple(fc.record(values), fc.subarray(names, { maxLength: 4 }), fc.boolean())
  .map(([{ hours, ...all }, chosen, isDated]) => {
    const asked = Object.fromEntries(Object.entries(all).filter(([name]) => chosen.includes(name as 'q')));
    const day = isDated ? { date: all.date, mode: all.mode } : {};
    return { ...asked, ...day, ...(isDated && chosen.includes('hours') ? hours : {}) };
  });

export type SortAsked = 'distance' | 'price' | 'grade' | 'vacancy' | 'relevance';
export type Where = {
  from?: { lat: number; lng: number } | undefined;
  radiusMetres?: number | undefined;
  box?: { west: number; south: number; east: number; north: number } | undefined;
  districtCode?: string | undefined;
};

/** What finding has to answer, found by looking at every centre with none of the service's own rules. */
export function findByHand(
  centres: readonly CentreRecord[],
  asked: Filters,
  where: Where,
  sort: SortAsked = 'distance',
): CentreRecord[] {
  return centres
    .filter((centre) => fits(centre, asked, where))
    .sort((a, b) => {
      const [first, second] = [a, b].map((centre) => sortKey(centre, asked, where, sort));
      for (const [index, key] of (first ?? []).entries()) {
        const other = second?.[index] ?? '';
        if (key !== other) return key < other ? -1 : 1;
      }
      return 0;
    });
}

function fits(
  centre: CentreRecord,
  asked: Filters,
  { from, radiusMetres, box, districtCode }: Where,
): boolean {
  const [lng, lat] = centre.point.coordinates;
  const [group] = centre.groups;
  const months = asked.ageMonths;
  const price = priceByHand(centre, asked);
  const open = openByHand(centre, asked.date ?? today);
  return [
    centre.filing.status === 'filed'
      ? !asked.q || wordsByHand(centre, asked.q) < 4
      : isNamed(centre, asked.q),
    months === undefined || (group && group.minMonths <= months && months < group.maxMonths),
    !asked.mode || centre.careModes[0] === asked.mode,
    !asked.hasVacancy || vacancyByHand(centre, asked).isFree,
    !asked.inclusive || centre.isInclusive,
    !asked.operatorType || centre.operatorType === asked.operatorType,
    !asked.grade || (centre.grade !== null && centre.grade <= asked.grade),
    asked.maxPriceFen === undefined || (price !== null && price <= asked.maxPriceFen),
    !asked.openAt || (open && open.from <= asked.openAt && asked.openAt < open.to),
    !from || radiusMetres === undefined || millimetres(centre, from) <= radiusMetres * 1000,
    !box || (lng >= box.west && lng <= box.east && lat >= box.south && lat <= box.north),
    !districtCode || centre.district.code === districtCode,
  ].every(Boolean);
}

function sortKey(
  centre: CentreRecord,
  asked: Filters,
  { from }: Where,
  sort: SortAsked,
): (number | string)[] {
  const near = from ? millimetres(centre, from) : centre.name;
  const first = {
    distance: () => 0,
    price: () => priceByHand(centre, asked) ?? Number.POSITIVE_INFINITY,
    grade: () => centre.grade ?? 'Z',
    vacancy: () => vacancyByHand(centre, asked).order,
    relevance: () => (asked.q ? wordsByHand(centre, asked.q) : 0),
  }[sort]();
  return [first, near, centre._id];
}

/** 0 the name begins so, 1 it has it, 2 as pinyin, 3 in the place, 4 nowhere. */
function wordsByHand({ name, address, township, district }: CentreRecord, q: string): number {
  const pinyin = searchTextOf({ name, address, township, district }).split('\n')[1] ?? '';
  const letters = q.replace(/ /g, '');
  const place = [address, township ?? '', district.name].join(' ');
  if (name.startsWith(q)) return 0;
  if (name.includes(q)) return 1;
  if (/^[a-z]+$/.test(letters) && pinyin.includes(letters)) return 2;
  return place.includes(q) ? 3 : 4;
}

const isNamed = (centre: CentreRecord, q: string | undefined) =>
  q !== undefined && q.length >= 2 && wordsByHand(centre, q) <= 1;

function priceByHand({ priceList, filing }: CentreRecord, { mode, priceUnit }: Filters): number | null {
  if (filing.status !== 'filed') return null;
  const units =
    mode === 'fullDay' ? ['day', 'month'] : mode === 'halfDay' ? ['halfDay'] : ['day', 'month', 'halfDay'];
  const unit = units.find(
    (one) => (!priceUnit || one === priceUnit) && priceList.some((line) => line.unit === one),
  );
  return priceList.find((line) => line.unit === unit)?.amountFen ?? null;
}

function openByHand({ openingHours, closedDays }: CentreRecord, date: string) {
  const isSaturday = date === '2026-11-28';
  return isSaturday || closedDays.some(({ on }) => on === date) ? null : openingHours[0];
}

function vacancyByHand(centre: CentreRecord, { mode, date, ageMonths, from, to }: Filters) {
  const [group] = centre.groups;
  const isFiled = centre.filing.status === 'filed';
  const dayUnit = mode === 'fullDay' ? 'day' : 'halfDay';
  const isSold = date && mode && centre.priceList.some(({ unit }) => unit === dayUnit);
  const open = date && isFiled && openByHand(centre, date);
  const isOpen = open && (!from || !to || (open.from <= from && to <= open.to));
  const takes =
    group && (ageMonths === undefined || (group.minMonths <= ageMonths && ageMonths < group.maxMonths));
  const unknown = isOpen && takes && group.enrolled === null;
  if (isSold && !unknown) {
    if (!isOpen || !takes) return { isFree: false, order: 3 };
    const free = group.places - (group.enrolled ?? 0);
    return { isFree: free > 0, order: free > 0 ? -free : 2 };
  }
  if (!isFiled) return { isFree: false, order: 3 };
  const { told } = centre;
  if (!told || now - told.at.getTime() > 72 * 3_600_000) return { isFree: false, order: 4 };
  // A centre's own word is not about the day asked.
  return { isFree: told.places > 0 && !(date && mode), order: told.places > 0 ? -told.places : 2 };
}

function millimetres({ point: { coordinates } }: CentreRecord, from: { lat: number; lng: number }): number {
  return Math.round(distanceMetres(from, { lng: coordinates[0], lat: coordinates[1] }) * 1000);
}
