import { loadDemoCounty } from '@nearcare/bff/demo/load-demo-county';
import { centreModels } from '@nearcare/bff/features/centres/centres.model';
import type { CentreRecord } from '@nearcare/bff/features/centres/centres.records';
import { distanceMetres } from '@nearcare/bff/lib/coordinates';
import { beforeAll, describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { addCentre, makeGroup } from '../support/factories.js';
import { Parent } from '../support/parent.js';

const test = ownTestApp();
let parent: Parent;

beforeAll(() => {
  parent = new Parent(test.app);
});

/** Every test has a place of its own, a degree away from the others. */
let spots = 0;
function newSpot() {
  spots += 1;
  return { lat: 25 + (spots % 20), lng: 100 + Math.floor(spots / 20) };
}

/** Degrees of latitude for metres northward, on the sphere that distances are answered on. */
const north = (metres: number) => metres / 111_195.08;

type Spot = { lat: number; lng: number };
function add(spot: Spot, metres: number, given: Partial<CentreRecord> = {}) {
  const name = given.name ?? `机构 ${metres} 米`;
  return addCentre(test.app.store, {
    point: { type: 'Point', coordinates: [spot.lng, spot.lat + north(metres)] },
    groups: [makeGroup()],
    ...given,
    name,
  });
}

async function nearby(query: Record<string, unknown>) {
  const answer = await parent.call('listNearbyCentres', { query });
  expect(answer.problem?.code, JSON.stringify(answer.problem)).toBeUndefined();
  return answer.body;
}
const namesOf = async (query: Record<string, unknown>) => (await nearby(query)).items.map(({ name }) => name);

async function refusal(query: Record<string, unknown>) {
  const { status, problem } = await parent.call('listNearbyCentres', { query });
  return { status, code: problem.code, facts: problem.facts };
}

const filing = (status: CentreRecord['filing']['status']): CentreRecord['filing'] => ({
  status,
  credentialKind: 'filing',
  receiptNumber: null,
  authority: null,
  filedOn: null,
  suspendedFrom: status === 'suspended' ? '2026-11-01' : null,
  reason: null,
});

describe('finding centres nearby', () => {
  it('answers filed centres within the radius, nearest first, with metres and minutes', async () => {
    const spot = newSpot();
    for (const metres of [2000, 640, 3100]) await add(spot, metres);
    const { items, nearestBeyondMetres } = await nearby(spot);
    expect(items.map(({ distanceMetres: metres }) => metres)).toEqual([640, 2000]);
    expect(items[0]).toMatchObject({
      walkMinutes: 10,
      filingStatus: 'filed',
      price: { amountFen: 9900, unit: 'day' },
    });
    expect(nearestBeyondMetres).toBeNull();
  });

  it('never lists an unfiled, suspended or cancelled centre unless its own name is searched, and then marks it', async () => {
    const spot = newSpot();
    await add(spot, 100, { name: '向日葵托育中心' });
    await add(spot, 200, { name: '向日葵二店', filing: filing('unfiled') });
    await add(spot, 300, { name: '向日葵三店', filing: filing('suspended') });
    await add(spot, 400, { name: '向日葵四店', filing: filing('cancelled') });
    expect(await namesOf(spot)).toEqual(['向日葵托育中心']);
    expect(await namesOf({ ...spot, q: '测试路' })).toEqual(['向日葵托育中心']);
    const { items } = await nearby({ ...spot, q: '向日葵' });
    expect(items.map(({ filingStatus }) => filingStatus)).toEqual([
      'filed',
      'unfiled',
      'suspended',
      'cancelled',
    ]);
    expect(items[1]).toMatchObject({ price: null, vacancy: { state: 'closed' } });
  });

  it('forgets a centre at the very next search once its filing is suspended', async () => {
    const spot = newSpot();
    const centre = await add(spot, 100);
    expect(await namesOf(spot)).toHaveLength(1);
    const { centres } = centreModels(test.app.store);
    await centres.updateOne(
      { _id: centre._id },
      { $set: { filing: filing('suspended') }, $inc: { rev: 1, epoch: 1 } },
    );
    expect(await namesOf(spot)).toEqual([]);
  });

  it('shows a changed centre as it now is, not as it was remembered', async () => {
    const spot = newSpot();
    const centre = await add(spot, 100);
    await nearby(spot);
    const { centres } = centreModels(test.app.store);
    await centres.updateOne({ _id: centre._id }, { $set: { phone: '0571-5550-0009' }, $inc: { rev: 1 } });
    expect((await nearby(spot)).items[0]?.phone).toBe('0571-5550-0009');
  });

  it('combines filters of age, mode, operator, 普惠 and told places', async () => {
    const spot = newSpot();
    const at = new Date('2026-11-24T01:00:00Z');
    const infant = makeGroup({ ageGroup: 'infant', minMonths: 6, maxMonths: 12 });
    await add(spot, 100, { name: '乳儿', groups: [infant], told: { places: 1, at } });
    await add(spot, 200, { name: '民办', operatorType: 'private', told: { places: 1, at } });
    await add(spot, 300, { name: '非普惠', isInclusive: false, told: { places: 1, at } });
    await add(spot, 400, { name: '半日', careModes: ['halfDay'], told: { places: 1, at } });
    await add(spot, 500, { name: '满', told: { places: 0, at } });
    await add(spot, 600, { name: '旧', told: { places: 5, at: new Date('2026-11-20T01:00:00Z') } });
    await add(spot, 700, { name: '都对', told: { places: 1, at } });
    expect(await namesOf({ ...spot, ageMonths: 8 })).toEqual(['乳儿']);
    expect(await namesOf({ ...spot, operatorType: 'private' })).toEqual(['民办']);
    expect(await namesOf({ ...spot, inclusive: true, ageMonths: 19 })).not.toContain('非普惠');
    expect(await namesOf({ ...spot, hasVacancy: true })).toEqual(['乳儿', '民办', '非普惠', '半日', '都对']);
    const all = {
      ageMonths: 19,
      mode: 'fullDay',
      hasVacancy: true,
      inclusive: true,
      operatorType: 'community',
    };
    expect(await namesOf({ ...spot, ...all })).toEqual(['都对']);
  });

  it('says how old a told figure is, and calls it unknown past the region’s limit', async () => {
    const spot = newSpot();
    await add(spot, 100, { told: { places: 2, at: new Date('2026-11-24T01:00:00Z') } });
    await add(spot, 200, { told: { places: 2, at: new Date('2026-11-20T01:00:00Z') } });
    const { items } = await nearby(spot);
    expect(items[0]?.vacancy).toMatchObject({ state: 'free', places: 2, ageMinutes: 12, basis: 'centre' });
    expect(items[1]?.vacancy).toMatchObject({
      state: 'unknown',
      places: null,
      asOf: '2026-11-20T01:00:00.000Z',
    });
  });

  it('counts places from enrolment for a day asked, and closes on days without care', async () => {
    const spot = newSpot();
    await add(spot, 100, { name: '有位', groups: [makeGroup({ places: 4, enrolled: 1 })] });
    await add(spot, 200, { name: '满', groups: [makeGroup({ places: 4, enrolled: 4 })] });
    await add(spot, 300, { name: '闭园', closedDays: [{ on: '2026-11-26', reason: '消毒' }] });
    const asked = { ...spot, mode: 'fullDay', ageMonths: 19, date: '2026-11-26' };
    const { items } = await nearby(asked);
    expect(items.map(({ vacancy }) => [vacancy.state, vacancy.places, vacancy.basis])).toEqual([
      ['free', 3, 'roster'],
      ['full', 0, 'roster'],
      ['closed', null, 'roster'],
    ]);
    expect(await namesOf({ ...asked, hasVacancy: true })).toEqual(['有位']);
    expect(await namesOf({ ...asked, hasVacancy: true, date: '2026-11-28' })).toEqual([]);
  });

  it('tells where the nearest one is when the circle is empty', async () => {
    const spot = newSpot();
    await add(spot, 4200);
    expect(await nearby(spot)).toMatchObject({ items: [], nextCursor: null, nearestBeyondMetres: 4200 });
  });

  it('takes a position of a Chinese map and finds the same centre', async () => {
    const shenzhen = { lat: 22.543847, lng: 113.912316 };
    await add(shenzhen, 0, { name: '深圳' });
    const { items } = await nearby({ lat: 22.540796131694766, lng: 113.9171764808363, datum: 'gcj02' });
    expect(items[0]?.name).toBe('深圳');
    expect(items[0]?.distanceMetres).toBeLessThanOrEqual(2);
  });
});

describe('pages', () => {
  it('give every centre once, also many at one spot, in the same order at any page size', async () => {
    const spot = newSpot();
    for (let index = 0; index < 30; index += 1) await add(spot, index < 20 ? 500 : index * 50);
    const whole = await nearby({ ...spot, limit: 50 });
    for (const limit of [1, 7, 20]) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await nearby({ ...spot, limit, ...(cursor ? { cursor } : {}) });
        expect(page.items.length).toBeLessThanOrEqual(limit);
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor);
      expect(seen).toEqual(whole.items.map(({ id }) => id));
    }
    expect(new Set(whole.items.map(({ id }) => id)).size).toBe(30);
  });

  it('neither lose nor repeat a centre while others come and go between them', async () => {
    const spot = newSpot();
    const stay = [];
    for (let index = 1; index <= 12; index += 1) stay.push(await add(spot, index * 100));
    const gone = await add(spot, 150);
    const first = await nearby({ ...spot, limit: 5 });
    const { centres } = centreModels(test.app.store);
    await centres.deleteOne({ _id: gone._id });
    await add(spot, 120);
    await add(spot, 140);
    const second = await nearby({ ...spot, limit: 50, cursor: first.nextCursor });
    const seen = [...first.items, ...second.items].map(({ id }) => id);
    expect(new Set(seen).size).toBe(seen.length);
    for (const { _id } of stay) expect(seen).toContain(_id);
  });
});

describe('bad input', () => {
  it('names its fault: unknown place, absurd radius, past day, two years ahead, broken cursor', async () => {
    expect(await refusal({ lat: 0, lng: 0 })).toMatchObject({ status: 400, code: 'place_unknown' });
    expect(await refusal({ lat: 30, lng: 120, radiusMetres: 50_001 })).toMatchObject({
      status: 400,
      code: 'radius_too_large',
      facts: { n: 50 },
    });
    const day = { lat: 30, lng: 120, mode: 'fullDay' };
    expect(await refusal({ ...day, date: '2026-11-23' })).toMatchObject({ code: 'date_in_past' });
    expect(await refusal({ ...day, date: '2028-11-24' })).toMatchObject({
      code: 'date_too_far',
      facts: { date: '2027-01-23' },
    });
    expect((await refusal({ ...day, date: '2026-02-30' })).code).toBe('input_invalid');
    for (const cursor of ['x', 'W10', Buffer.from('["a",1]').toString('base64url')])
      expect((await refusal({ lat: 30, lng: 120, cursor })).code).toBe('input_invalid');
    expect((await refusal({ lat: 95, lng: 120 })).code).toBe('input_invalid');
    expect((await refusal({ lng: 120 })).code).toBe('input_invalid');
  });

  it('takes operators and patterns in the search words as plain text', async () => {
    const spot = newSpot();
    await add(spot, 100, { name: '甲.*(园)[1]' });
    await add(spot, 200, { name: '乙园' });
    expect(await namesOf({ ...spot, q: '.*' })).toEqual(['甲.*(园)[1]']);
    expect(await namesOf({ ...spot, q: '(园)[1]' })).toEqual(['甲.*(园)[1]']);
    for (const q of ['$where', '{"$gt":""}', '.', '^乙', '((((', '\\', '%00', '乙\u0000园', '((a+)+)+$'])
      expect(await namesOf({ ...spot, q }), q).toEqual(q === '.' ? ['甲.*(园)[1]'] : []);
    expect((await refusal({ ...spot, 'q[$ne]': 'x' })).code).toBe('input_invalid');
    for (const q of ['   ', '\u0000']) expect(await namesOf({ ...spot, q })).toHaveLength(2);
  });
});

describe('one centre and the districts', () => {
  it('answers the public record, or not_found', async () => {
    const centre = await add(newSpot(), 100, { filing: filing('unfiled') });
    const { status, body } = await parent.call('getCentre', { params: { centreId: centre._id } });
    expect(status).toBe(200);
    expect(body.card).toMatchObject({ id: centre._id, filingStatus: 'unfiled', price: null });
    expect(body.region).toMatchObject({ today: '2026-11-24', timeZone: 'Asia/Shanghai' });
    const missing = await parent.call('getCentre', { params: { centreId: 'c_00000000' } });
    expect(missing.problem).toMatchObject({ status: 404, code: 'not_found' });
  });

  it('loads the demo county once, and finds the handoff’s centre first', async () => {
    const now = test.clock.now();
    expect(await loadDemoCounty(test.app.store, now)).toBe(80);
    expect(await loadDemoCounty(test.app.store, now)).toBe(0);
    const { body } = await parent.call('listDistricts');
    const [region] = body.regions;
    expect(region).toMatchObject({ code: 'cn', today: '2026-11-24', nextWorkday: '2026-11-24' });
    expect(region?.districts.length).toBeGreaterThanOrEqual(8);
    const { items } = await nearby({ lat: 31.42, lng: 111.64 });
    expect(items[0]).toMatchObject({
      name: '栗子树托育中心',
      distanceMetres: 640,
      vacancy: { places: 2 },
      isDemo: true,
    });
    expect(distanceMetres({ lat: 31.42, lng: 111.64 }, items[0]?.point ?? { lat: 0, lng: 0 })).toBeCloseTo(
      640,
      -1,
    );
  });
});
