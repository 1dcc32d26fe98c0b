import type { CentreRecord } from '@nearcare/bff/features/centres/centres.records';
import { slotsOf } from '@nearcare/shared/rules/slot-times';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { addCentre, makeClaim, makeGroup } from '../support/factories.js';
import { Parent } from '../support/parent.js';

// Tuesday 24 November 2026, 9:12 in Shanghai.
const tuesday = '2026-11-24';
const start = '2026-11-24T01:12:00Z';

const test = ownTestApp();
let parent: Parent;
beforeAll(() => {
  parent = new Parent(test.app);
});
afterEach(() => test.clock.set(start));

let spots = 0;
const newSpot = () => ({ lat: 25 + ++spots / 2, lng: 105 });
const north = (metres: number) => metres / 111_195.08;
const hourly: CentreRecord['priceList'][number] = {
  id: 'hour',
  kind: 'care',
  mode: 'hourly',
  label: '计时托',
  unit: 'hour',
  amountFen: 2_000,
  isVoluntary: false,
};
const visit = { ...hourly, id: 'visit', mode: 'temporary', label: '临时托', unit: 'visit' } as const;

function add(spot: { lat: number; lng: number }, metres: number, given: Partial<CentreRecord> = {}) {
  return addCentre(test.app.store, {
    name: `${metres}`,
    point: { type: 'Point', coordinates: [spot.lng, spot.lat + north(metres)] },
    careModes: ['hourly'],
    priceList: [hourly],
    ...given,
  });
}

/** One more child in this group for a part of the day, as a booking would hold it. */
async function take(groupId: string, date: string, from: string, to: string) {
  const claim = makeClaim(`b_${groupId}`, slotsOf(from, to));
  await test.app.store
    .collection('rosters')
    .insertOne({ _id: `${groupId}:${date}` as never, claims: [claim], touchedAt: test.clock.now() });
}

async function careNow(query: Record<string, unknown>) {
  const { status, body, problem } = await parent.call('listCareNow', { query });
  expect(status, JSON.stringify(problem)).toBe(200);
  return body;
}
const namesOf = async (query: Record<string, unknown>) =>
  (await careNow(query)).items.map(({ card }) => card.name);

describe('who can take the child for the next hours', () => {
  it('are centres that sell hours or visits, nearest first, with the next stay, its price and their closing time', async () => {
    const spot = newSpot();
    await add(spot, 900, { careModes: ['temporary'], priceList: [visit] });
    await add(spot, 300);
    await add(spot, 500, { careModes: ['fullDay'] });
    const { items, earliest } = await careNow({ ...spot, ageMonths: 19 });
    expect(items.map(({ card, mode, priceFen }) => [card.distanceMetres, mode, priceFen])).toEqual([
      [300, 'hourly', 4_000],
      [900, 'temporary', 2_000],
    ]);
    expect(items[0]).toMatchObject({
      date: tuesday,
      from: '09:30',
      to: '11:30',
      until: '18:00',
      startsNow: true,
      freePlaces: 4,
    });
    expect(items[0]?.card).toMatchObject({
      price: { amountFen: 2_000, unit: 'hour' },
      vacancy: { state: 'free', places: 4, basis: 'roster' },
    });
    expect(earliest).toBeNull();
    expect((await careNow({ ...spot, hours: 3 })).items[0]).toMatchObject({ to: '12:30', priceFen: 6_000 });
  });

  it('are filed ones that take the age, know their places and are within the radius', async () => {
    const spot = newSpot();
    const { filing } = await add(spot, 100);
    await add(spot, 200, { filing: { ...filing, status: 'suspended' } });
    await add(spot, 300, { groups: [makeGroup({ minMonths: 24, maxMonths: 36 })] });
    await add(spot, 400, { groups: [makeGroup({ enrolled: null })] });
    await add(spot, 3_100);
    expect(await namesOf({ ...spot, ageMonths: 19 })).toEqual(['100']);
    expect(await namesOf({ ...spot, radiusMetres: 4_000, ageMonths: 19 })).toEqual(['100', '3100']);
    expect(await namesOf({ ...spot, ageMonths: 40 })).toEqual([]);
  });

  it('have a place in the whole stay, counted half hour by half hour', async () => {
    const spot = newSpot();
    const [full, later, half] = [
      makeGroup({ places: 1 }),
      makeGroup({ places: 1 }),
      makeGroup({ places: 2 }),
    ];
    await add(spot, 100, { groups: [full] });
    await add(spot, 200, { groups: [later] });
    await add(spot, 300, { groups: [half] });
    await take(full.id, tuesday, '11:00', '12:00');
    await take(later.id, tuesday, '11:30', '13:00');
    await take(half.id, tuesday, '08:00', '18:00');
    const { items } = await careNow({ ...spot, ageMonths: 19 });
    expect(items.map(({ card, freePlaces }) => [card.name, freePlaces])).toEqual([
      ['200', 1],
      ['300', 1],
    ]);
    expect(await namesOf({ ...spot, ageMonths: 19, hours: 1 })).toEqual(['100', '200', '300']);
  });

  it('may open later today; they are not shut by a holiday, a closed day or for the night', async () => {
    const spot = newSpot();
    const week = (from: string, to: string) => [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from, to }));
    await add(spot, 100, { openingHours: week('13:00', '17:00') });
    await add(spot, 200, { closedDays: [{ on: tuesday, reason: '消毒' }] });
    await add(spot, 300, { openingHours: week('07:00', '11:00') });
    const { items } = await careNow({ ...spot, ageMonths: 19 });
    expect(items.map(({ card, from, to }) => [card.name, from, to])).toEqual([['100', '13:00', '15:00']]);
  });

  it('are twenty at most', async () => {
    const spot = newSpot();
    for (let index = 1; index <= 22; index += 1) await add(spot, index * 10);
    expect(await namesOf(spot)).toEqual(Array.from({ length: 20 }, (_, index) => `${(index + 1) * 10}`));
  });
});

describe('when nobody can now', () => {
  it('tells the soonest later today, else tomorrow, else nothing', async () => {
    const spot = newSpot();
    const group = makeGroup({ places: 1 });
    await add(spot, 100, { groups: [group] });
    await take(group.id, tuesday, '07:30', '13:00');
    const today = await careNow({ ...spot, ageMonths: 19 });
    expect(today.items).toEqual([]);
    expect(today.earliest).toMatchObject({
      card: { name: '100' },
      date: tuesday,
      from: '13:00',
      to: '15:00',
    });
    test.clock.set('2026-11-24T08:30:00Z');
    expect((await careNow({ ...spot, ageMonths: 19 })).earliest).toMatchObject({
      date: '2026-11-25',
      from: '07:30',
      to: '09:30',
      freePlaces: 1,
    });
    // On Friday evening nobody opens tomorrow.
    test.clock.set('2026-11-27T12:00:00Z');
    expect(await careNow({ ...spot, ageMonths: 19 })).toMatchObject({ items: [], earliest: null });
  });
});

describe('bad input', () => {
  it('names its fault', async () => {
    const codeOf = async (query: Record<string, unknown>) =>
      (await parent.call('listCareNow', { query })).problem.code;
    const here = { lat: 30, lng: 120 };
    expect(await codeOf({ lat: 0, lng: 0 })).toBe('place_unknown');
    expect(await codeOf({ ...here, radiusMetres: 50_001 })).toBe('radius_too_large');
    for (const bad of [
      { hours: 0 },
      { hours: 5 },
      { ageMonths: 48 },
      { radiusMetres: 1 },
      { mode: 'hourly' },
    ])
      expect(await codeOf({ ...here, ...bad }), JSON.stringify(bad)).toBe('input_invalid');
    expect(await codeOf({ lat: 30 })).toBe('input_invalid');
  });

  it('begin when their centre opens, and say so, where it has not opened yet', async () => {
    const spot = newSpot();
    await add(spot, 300);
    test.clock.set('2026-11-23T22:00:00Z');
    const { items } = await careNow({ ...spot, ageMonths: 19 });
    expect(items).toMatchObject([{ date: tuesday, from: '07:30', startsNow: false }]);
  });
});
