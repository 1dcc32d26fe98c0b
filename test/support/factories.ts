import type { Claim } from '@nearcare/bff/features/bookings/roster.rules';
import { centreModels } from '@nearcare/bff/features/centres/centres.model';
import type { CentreDetailsRecord, CentreRecord } from '@nearcare/bff/features/centres/centres.records';
import { searchTextOf } from '@nearcare/bff/features/centres/finding/search-text';
import type { KnownChild } from '@nearcare/bff/features/families/families.public';
import { newId } from '@nearcare/bff/lib/ids';
import type { Connection } from 'mongoose';

type Group = CentreRecord['groups'][number];

/** A child of each of these families, by its id: `ch_` and the family's. */
export function childrenOf(families: readonly string[]): Map<string, KnownChild> {
  return new Map(
    families.map((family) => [
      `ch_${family}`,
      { id: `ch_${family}`, nickname: '小满', birthOn: '2025-04-08' },
    ]),
  );
}

/** The first claim of an owner, whose child and family are its own too. */
export function makeClaim(owner: string, slots: number[], n = 1): Claim {
  return { id: `${owner}#${n}`, owner, slots, childId: `ch_${owner}`, familyId: `f_${owner}` };
}

/** A group of juniorToddlers with four places and nobody enrolled, unless told otherwise. */
export function makeGroup(given: Partial<Group> = {}): Group {
  return {
    id: newId('gr'),
    name: '托小班',
    ageGroup: 'juniorToddler',
    minMonths: 12,
    maxMonths: 24,
    places: 4,
    enrolled: 0,
    carers: 1,
    ...given,
  };
}

const fullDayCare = { kind: 'care', mode: 'fullDay', label: '全日托', isVoluntary: false } as const;
/** A full day for 99 yuan, a month for 1,600. */
export const monthlyPrices: CentreRecord['priceList'] = [
  { ...fullDayCare, id: 'day', unit: 'day', amountFen: 9900 },
  { ...fullDayCare, id: 'month', unit: 'month', amountFen: 160_000 },
];

/** A filed centre of the test city, open 7:30–18:00 on workdays, a full day for 99 yuan. */
export function makeCentre(given: Partial<CentreRecord> = {}): CentreRecord {
  const _id = given._id ?? newId('ce');
  const centre: Omit<CentreRecord, 'searchText'> = {
    _id,
    registerKey: `test:${_id}`,
    sourceCode: 'test',
    contentHash: 'test',
    rev: 1,
    epoch: 1,
    isDemo: false,
    regionCode: 'cn',
    timeZone: 'Asia/Shanghai',
    name: '测试托育中心',
    address: '测试路 1 号',
    phone: '0571-5550-0000',
    district: { code: 'test-1', name: '桥西街道' },
    township: null,
    operatorType: 'community',
    isInclusive: true,
    grade: 'A',
    filing: {
      status: 'filed',
      credentialKind: 'filing',
      receiptNumber: '测托备〔2025〕1 号',
      authority: '测试市卫生健康局',
      filedOn: '2025-03-12',
      suspendedFrom: null,
      reason: null,
    },
    point: { type: 'Point', coordinates: [120, 30] },
    openingHours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '07:30', to: '18:00' })),
    closesOnHolidays: true,
    closedDays: [],
    groups: [makeGroup()],
    careModes: ['fullDay'],
    priceList: [
      {
        id: 'day',
        kind: 'care',
        mode: 'fullDay',
        label: '全日托',
        unit: 'day',
        amountFen: 9900,
        isVoluntary: false,
      },
    ],
    cancellation: { freeUntilDayBefore: '18:00', lateFeeFen: 2000, noShow: 'full', sickUntilTime: '08:00' },
    told: null,
    ...given,
  };
  return { ...centre, searchText: given.searchText ?? searchTextOf(centre) };
}

export function makeDetails(_id: string): CentreDetailsRecord {
  return {
    _id,
    source: { name: 'test', asOf: '2026-11-22' },
    registration: {
      body: null,
      number: null,
      legalNature: 'unknown',
      operatorName: null,
      scopeNamesCare: null,
    },
    inclusiveApproval: null,
    priceListFrom: null,
    discountText: null,
    quality: null,
    staffRatio: null,
    safety: [],
    disclosures: [],
    website: null,
    email: null,
  };
}

/** Writes a centre through the models, so that indexes and schemas apply. */
export async function addCentre(store: Connection, given: Partial<CentreRecord> = {}): Promise<CentreRecord> {
  const { centres, details } = centreModels(store);
  const centre = makeCentre(given);
  await details.create([makeDetails(centre._id)]);
  await centres.create([centre]);
  return centre;
}

/** A district as it is known once its centres were counted; by default that of the test city's centres. */
export async function addDistrict(store: Connection, code = 'test-1', name = '桥西街道'): Promise<string> {
  const district = { regionCode: 'cn', code, name, centres: 1, isDemo: false, lat: 30, lng: 120 } as const;
  await centreModels(store).districts.updateOne({ _id: `cn:${code}` }, { $set: district }, { upsert: true });
  return code;
}
