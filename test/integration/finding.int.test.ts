import type { CentreRecord } from '@nearcare/bff/features/centres/centres.records';
import { beforeAll, describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { addCentre, makeGroup } from '../support/factories.js';
import { Parent } from '../support/parent.js';

const test = ownTestApp();
let parent: Parent;

/** Every test has a place and a district of its own, a degree away from the others. */
let spots = 0;
function newSpot() {
  spots += 1;
  return { lat: 25 + spots, lng: 100, districtCode: `d-${spots}` };
}
type Spot = ReturnType<typeof newSpot>;

function add({ lat, lng, districtCode }: Spot, metres: number, given: Partial<CentreRecord> = {}) {
  return addCentre(test.app.store, {
    name: `机构 ${metres} 米`,
    point: { type: 'Point', coordinates: [lng, lat + metres / 111_195.08] },
    district: { code: districtCode, name: '桥西区' },
    ...given,
  });
}
const status = (centre: CentreRecord['filing']['status']): CentreRecord['filing'] => ({
  status: centre,
  credentialKind: 'filing',
  receiptNumber: null,
  authority: null,
  filedOn: null,
  suspendedFrom: null,
  reason: null,
});
const price = (
  unit: 'day' | 'month',
  amountFen: number,
  ageGroup?: 'infant',
): CentreRecord['priceList'][number] => ({
  id: `${unit}${ageGroup ?? ''}`,
  kind: 'care',
  mode: 'fullDay',
  label: '全日托',
  unit,
  amountFen,
  isVoluntary: false,
  ...(ageGroup ? { ageGroup } : {}),
});
const boxOf = ({ lat, lng }: Spot, side = 0.05) => [lng - side, lat - side, lng + side, lat + side].join();

async function nearby({ lat, lng }: Spot, query: Record<string, unknown> = {}) {
  const answer = await parent.call('listNearbyCentres', { query: { lat, lng, ...query } });
  expect(answer.status, JSON.stringify(answer.problem)).toBe(200);
  return answer.body;
}
async function search(query: Record<string, unknown>) {
  const answer = await parent.call('searchCentres', { query });
  expect(answer.status, JSON.stringify(answer.problem)).toBe(200);
  return answer.body;
}
async function clusters(query: Record<string, unknown>) {
  const answer = await parent.call('listCentreClusters', { query });
  expect(answer.status, JSON.stringify(answer.problem)).toBe(200);
  return answer.body;
}
const names = ({ items }: { items: { name: string }[] }) => items.map(({ name }) => name);
async function faults(
  operation: 'searchCentres' | 'listCentreClusters' | 'listNearbyCentres',
  query: object,
) {
  const { problem } = await parent.call(operation, { query: { ...query } });
  return [problem.code, ...(problem.errors ?? []).map(({ path }) => path)];
}

beforeAll(() => {
  parent = new Parent(test.app);
});

describe('filters', () => {
  it('take the grade asked or a better one, and no unknown one', async () => {
    const spot = newSpot();
    for (const [index, grade] of (['A', 'B', 'C', null] as const).entries())
      await add(spot, index * 100, { name: grade ?? '无', grade });
    expect(names(await nearby(spot, { grade: 'B' }))).toEqual(['A', 'B']);
    expect(names(await nearby(spot, { grade: 'D' }))).toEqual(['A', 'B', 'C']);
  });

  it('compare the price for this child, in the unit asked, and show that price', async () => {
    const spot = newSpot();
    const groups = [makeGroup(), makeGroup({ ageGroup: 'infant', minMonths: 6, maxMonths: 12 })];
    await add(spot, 100, {
      name: '便宜',
      groups,
      priceList: [price('day', 8000), price('day', 15_000, 'infant')],
    });
    await add(spot, 200, { name: '按月', groups, priceList: [price('month', 150_000)] });
    await add(spot, 300, { name: '没有价格', groups, priceList: [] });
    expect(names(await nearby(spot, { maxPriceFen: 9000, ageMonths: 19 }))).toEqual(['便宜']);
    expect(names(await nearby(spot, { maxPriceFen: 9000, ageMonths: 8 }))).toEqual([]);
    expect(names(await nearby(spot, { maxPriceFen: 200_000 }))).toEqual(['便宜', '按月']);
    const monthly = await nearby(spot, { maxPriceFen: 200_000, priceUnit: 'month' });
    expect(names(monthly)).toEqual(['按月']);
    expect(monthly.items[0]?.price).toMatchObject({ amountFen: 150_000, unit: 'month' });
  });

  it('know who is open at a time of day, today or on a date', async () => {
    const spot = newSpot();
    await add(spot, 100, { name: '早' });
    await add(spot, 200, {
      name: '晚',
      openingHours: [2, 6].map((weekday) => ({ weekday, from: '09:00', to: '20:00' })),
    });
    expect(names(await nearby(spot, { openAt: '07:30' }))).toEqual(['早']);
    expect(names(await nearby(spot, { openAt: '18:00' }))).toEqual(['晚']);
    expect(names(await nearby(spot, { openAt: '12:00' }))).toEqual(['早', '晚']);
    expect(names(await nearby(spot, { openAt: '12:00', date: '2026-11-28' }))).toEqual(['晚']);
  });

  it('count free places in a part of a day, where the centre is open through it', async () => {
    const spot = newSpot();
    await add(spot, 100, { name: '开到六点', groups: [makeGroup({ places: 4, enrolled: 1 })] });
    const asked = { mode: 'fullDay', date: '2026-11-26', ageMonths: 19, from: '09:00', to: '11:00' };
    expect((await nearby(spot, asked)).items[0]?.vacancy).toMatchObject({ state: 'free', places: 3 });
    expect((await nearby(spot, { ...asked, to: '18:30' })).items[0]?.vacancy.state).toBe('closed');
    expect(names(await nearby(spot, { ...asked, to: '18:30', hasVacancy: true }))).toEqual([]);
  });

  it('ask a part of a day only with its day, its mode and both ends', async () => {
    const { lat, lng } = newSpot();
    const place = { lat, lng };
    const day = { ...place, date: '2026-11-26', mode: 'fullDay' };
    expect(await faults('listNearbyCentres', { ...day, from: '09:00' })).toEqual(['input_invalid', '/to']);
    expect(await faults('listNearbyCentres', { ...day, from: '11:00', to: '11:00' })).toEqual([
      'input_invalid',
      '/to',
    ]);
    expect(await faults('listNearbyCentres', { ...place, from: '09:00', to: '11:00' })).toEqual([
      'input_invalid',
      '/date',
      '/mode',
    ]);
  });
});

describe('order and number', () => {
  it('goes by price, grade or free places, what is not known last, and by distance among equals', async () => {
    const spot = newSpot();
    const told = (places: number) => ({ places, at: test.clock.now() });
    await add(spot, 100, { name: '一', priceList: [], grade: null, told: told(0) });
    await add(spot, 200, { name: '二', priceList: [price('day', 9900)], grade: 'B', told: told(2) });
    await add(spot, 300, { name: '三', priceList: [price('day', 8000)], grade: 'A', told: null });
    await add(spot, 400, { name: '四', priceList: [price('day', 9900)], grade: 'B', told: told(5) });
    expect(names(await nearby(spot))).toEqual(['一', '二', '三', '四']);
    expect(names(await nearby(spot, { sort: 'price' }))).toEqual(['三', '二', '四', '一']);
    expect(names(await nearby(spot, { sort: 'grade' }))).toEqual(['三', '二', '四', '一']);
    expect(names(await nearby(spot, { sort: 'vacancy' }))).toEqual(['四', '二', '一', '三']);
  });

  it('says with the first page how many there are in all', async () => {
    const spot = newSpot();
    for (const metres of [100, 200, 300]) await add(spot, metres);
    const first = await nearby(spot, { limit: 2 });
    expect(first).toMatchObject({ total: 3, isTotalComplete: true });
    const second = await nearby(spot, { limit: 2, cursor: first.nextCursor });
    expect(second).toMatchObject({ total: null, nextCursor: null });
    expect(second.items).toHaveLength(1);
  });

  it('takes a cursor only in the order it came from', async () => {
    const spot = newSpot();
    for (const metres of [100, 200, 300]) await add(spot, metres);
    const { nextCursor: cursor } = await nearby(spot, { limit: 1 });
    const { lat, lng } = spot;
    expect(await faults('listNearbyCentres', { lat, lng, sort: 'price', cursor })).toEqual([
      'input_invalid',
      '/cursor',
    ]);
  });
});

describe('searching', () => {
  it('finds by name, pinyin, initials, address and township, the better find first', async () => {
    const spot = newSpot();
    const { districtCode } = spot;
    await add(spot, 100, { name: '河滨托育', address: '栗子树街 1 号' });
    await add(spot, 200, { name: '小栗子树园' });
    await add(spot, 300, { name: '栗子树托育中心', township: '清水镇' });
    expect(names(await search({ q: '栗子树', districtCode }))).toEqual([
      '栗子树托育中心',
      '小栗子树园',
      '河滨托育',
    ]);
    for (const q of ['lizishu', 'LZS', 'li zi shu'])
      expect(names(await search({ q, districtCode })), q).toEqual(['小栗子树园', '栗子树托育中心']);
    for (const q of ['清水', 'qingshui'])
      expect(names(await search({ q, districtCode }))).toEqual(['栗子树托育中心']);
  });

  it('needs no place, and then tells no distance', async () => {
    const spot = newSpot();
    await add(spot, 640, { name: '无名谷托育' });
    const [without] = (await search({ q: '无名谷' })).items;
    expect(without).toMatchObject({ distanceMetres: null, walkMinutes: null });
    const [item] = (await search({ q: '无名谷', lat: spot.lat, lng: spot.lng })).items;
    expect(item).toMatchObject({ distanceMetres: 640, walkMinutes: 10 });
  });

  it('finds one that is not filed by two characters of its name only, marked and without a price', async () => {
    const spot = newSpot();
    await add(spot, 100, { name: '黑星屋', address: '暗巷 9 号', filing: status('unfiled') });
    const [item] = (await search({ q: '黑星' })).items;
    expect(item).toMatchObject({ filingStatus: 'unfiled', price: null });
    for (const q of ['黑', '暗巷', 'heixing', 'hxw'])
      expect(names(await search({ q })), q).not.toContain('黑星屋');
    expect(names(await search({ districtCode: spot.districtCode }))).toEqual([]);
    expect(names(await search({ box: boxOf(spot) }))).toEqual([]);
  });

  it('lists a district or a box by distance where a place is given', async () => {
    const spot = newSpot();
    const { lat, lng, districtCode } = spot;
    for (const metres of [300, 100, 200]) await add(spot, metres);
    await add({ ...spot, districtCode: 'other' }, 150, { name: '别区' });
    const order = ['机构 100 米', '机构 200 米', '机构 300 米'];
    expect(names(await search({ districtCode, lat, lng }))).toEqual(order);
    expect(names(await search({ box: boxOf(spot), lat, lng }))).toEqual([
      order[0],
      '别区',
      order[1],
      order[2],
    ]);
  });

  it('reads box and place in the datum of a Chinese map', async () => {
    const { lat, lng } = { lat: 22.543847, lng: 113.912316 };
    await addCentre(test.app.store, { name: '深圳', point: { type: 'Point', coordinates: [lng, lat] } });
    // 22.5408, 113.9172 on a Chinese map. A box of 200 m there is empty when taken for WGS-84.
    const box = '113.9162,22.5398,113.9182,22.5418';
    expect(names(await search({ box, datum: 'gcj02' }))).toEqual(['深圳']);
    expect(names(await search({ box }))).toEqual([]);
    const { markers } = await clusters({ box, datum: 'gcj02', zoom: 16 });
    expect(markers[0]?.point).toEqual({ lat, lng, datum: 'wgs84' });
  });

  it('names what is missing or wrong', async () => {
    const nothing = ['input_invalid', '/q', '/districtCode', '/box'];
    expect(await faults('searchCentres', {})).toEqual(nothing);
    expect(await faults('searchCentres', { q: ' \u0000', lat: 30, lng: 120 })).toEqual(nothing);
    expect(await faults('searchCentres', { q: '园', lat: 30 })).toEqual(['input_invalid', '/lng']);
    expect(await faults('searchCentres', { q: '园', sort: 'distance' })).toEqual(['input_invalid', '/sort']);
    expect(await faults('searchCentres', { q: '园', lat: 0, lng: 0 })).toEqual(['place_unknown']);
    expect(await faults('searchCentres', { q: '园', date: '2026-11-20' })).toEqual(['date_in_past']);
    expect(await faults('searchCentres', { q: '园', date: '2027-11-20' })).toEqual(['date_too_far']);
    expect(await faults('searchCentres', { q: '园', cursor: 'W10' })).toEqual(['input_invalid', '/cursor']);
    for (const operation of ['searchCentres', 'listCentreClusters'] as const) {
      const zoom = operation === 'listCentreClusters' ? { zoom: 12 } : {};
      for (const box of [
        '120,30,119,31',
        '120,30,121,29',
        '120,30,120,31',
        '179,30,-179,31',
        '100,95,101,96',
        '999,30,999,31',
        '70,18,140,50',
        '1,2,3',
        'a,b,c,d',
      ])
        expect(await faults(operation, { box, ...zoom }), box).toEqual(['input_invalid', '/box']);
      expect(await faults(operation, { box: '0,0,1,1', ...zoom })).toEqual(['place_unknown']);
    }
  });
});

describe('a map', () => {
  it('shows single centres as markers by their state, and those too close together as one', async () => {
    const spot = newSpot();
    const told = { places: 2, at: test.clock.now() };
    const alone = await add(spot, -2000, { name: '独', told });
    await add(spot, 2000, { name: '双', told });
    await add(spot, 2010, { name: '双', told: null });
    const shown = await clusters({ box: boxOf(spot), zoom: 13 });
    expect(shown.markers).toEqual([
      {
        id: alone._id,
        name: '独',
        point: { lat: alone.point.coordinates[1], lng: spot.lng, datum: 'wgs84' },
        filingStatus: 'filed',
        vacancy: expect.objectContaining({ state: 'free', places: 2, basis: 'centre' }),
      },
    ]);
    expect(shown.clusters).toMatchObject([{ centres: 2, withVacancy: 1 }]);
    expect(shown).toMatchObject({ total: 3, isTotalComplete: true });
    const near = await clusters({ box: boxOf(spot), zoom: 18 });
    expect(near.markers).toHaveLength(3);
    expect((await clusters({ box: boxOf(spot), zoom: 13, hasVacancy: true })).total).toBe(2);
  });
});
