import type { CentreRecord } from '@nearcare/bff/features/centres/centres.records';
import { beforeAll, describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { addCentre, makeGroup } from '../support/factories.js';
import { Parent, parentWithChild } from '../support/parent.js';

// Tuesday 24 November 2026, 9:12 in Shanghai.
const tuesday = '2026-11-24';
const wednesday = '2026-11-25';
const here = { lat: 30, lng: 120 };

const test = ownTestApp();
let parent: Parent;
beforeAll(() => {
  parent = new Parent(test.app);
});

const add = (given: Partial<CentreRecord> = {}) => addCentre(test.app.store, given);

async function pageOf(centreId: string, query: Record<string, unknown> = {}) {
  const answer = await parent.call('getCentre', { params: { centreId }, query });
  expect(answer.status, JSON.stringify(answer.problem)).toBe(200);
  return answer.body;
}

describe('the page of a centre', () => {
  it('says how far it is from where somebody asks, in either datum, and nothing of it otherwise', async () => {
    const { _id } = await add({ point: { type: 'Point', coordinates: [113.912316, 22.543847 + 0.009] } });
    const wgs84 = { lat: 22.543847, lng: 113.912316 };
    const gcj02 = { lat: 22.540796131694766, lng: 113.9171764808363, datum: 'gcj02' };
    for (const from of [wgs84, gcj02]) {
      const { card } = await pageOf(_id, from);
      expect(Math.abs((card.distanceMetres ?? 0) - 1001)).toBeLessThanOrEqual(2);
      expect(card.walkMinutes).toBe(15);
    }
    expect((await pageOf(_id)).card).toMatchObject({ distanceMetres: null, walkMinutes: null });
  });

  it('counts the places of each group left by enrolment and bookings, today until closing', async () => {
    const group = makeGroup({ places: 4, enrolled: 1 });
    const unknown = makeGroup({ ageGroup: 'infant', minMonths: 6, maxMonths: 12, enrolled: null });
    const { _id } = await add({ groups: [group, unknown] });
    expect(await pageOf(_id)).toMatchObject({
      groupsFreeOn: tuesday,
      groups: [
        { id: group.id, freePlaces: 3 },
        { id: unknown.id, freePlaces: null },
      ],
    });
    const { parent: booker, child } = await parentWithChild(test.app);
    await booker.book(_id, child.id, wednesday);
    test.clock.set('2026-11-24T10:00:00Z');
    try {
      expect(await pageOf(_id)).toMatchObject({ groupsFreeOn: wednesday, groups: [{ freePlaces: 2 }, {}] });
    } finally {
      test.clock.set('2026-11-24T01:12:00Z');
    }
  });

  it('counts nothing where nobody knows enrolment, and nothing for a centre that is not filed', async () => {
    const unknown = await add({ groups: [makeGroup({ enrolled: null })] });
    const suspended = await add({
      filing: { ...unknown.filing, status: 'suspended', suspendedFrom: '2026-11-01' },
    });
    for (const { _id } of [unknown, suspended])
      expect(await pageOf(_id)).toMatchObject({ groupsFreeOn: null, groups: [{ freePlaces: null }] });
    const { card, priceForChild } = await pageOf(suspended._id, { ageMonths: 19 });
    expect([card.price, priceForChild]).toEqual([null, null]);
  });

  it('tells the days of the next sixty that differ from the week', async () => {
    const { _id } = await add({
      closedDays: [
        { on: '2026-12-17', reason: '园内消毒' },
        { on: '2027-03-01', reason: '太远' },
      ],
    });
    const { specialDays } = await pageOf(_id);
    expect(specialDays.map(({ date, kind, name }) => [date, kind, name])).toEqual([
      ['2026-12-17', 'closedDay', '园内消毒'],
      ['2027-01-01', 'holiday', '元旦'],
    ]);
  });

  it('has the price for a child of the age asked, on the card too', async () => {
    const { _id } = await add();
    const asked = await pageOf(_id, { ageMonths: 19, mode: 'fullDay' });
    expect(asked.priceForChild).toMatchObject({
      mode: 'fullDay',
      unit: 'day',
      lines: [{ label: '全日托', amountFen: 9900, reason: '按天收' }],
    });
    expect(asked.card.price).toMatchObject({ amountFen: 9900, unit: 'day' });
    expect((await pageOf(_id, { ageMonths: 40 })).priceForChild).toBeNull();
    expect((await pageOf(_id)).priceForChild).toBeNull();
  });

  it('refuses half a position, an age and a mode that are none, and unknown questions', async () => {
    const { _id } = await add();
    const bad = [
      { lat: 30 },
      { lng: 120 },
      { lat: 'x', lng: 120 },
      { ageMonths: -1 },
      { ageMonths: 48 },
      { mode: 'night' },
      { ...here, datum: 'bd09' },
      { childId: 'ch_00000000' },
    ];
    for (const query of bad) {
      const { status, problem } = await parent.call('getCentre', { params: { centreId: _id }, query });
      expect([status, problem.code], JSON.stringify(query)).toEqual([400, 'input_invalid']);
      const compared = await parent.call('compareCentres', { query: { ids: _id, ...query } });
      expect([compared.status, compared.problem.code]).toEqual([400, 'input_invalid']);
    }
  });
});

describe('centres beside each other', () => {
  const idsOf = async (ids: string, query: Record<string, unknown> = {}) => {
    const { status, body } = await parent.call('compareCentres', { query: { ids, ...query } });
    expect(status).toBe(200);
    return body.items.map(({ card }) => card.id);
  };

  it('come in the order asked, each once, without those that do not exist', async () => {
    const [a, b] = [await add(), await add()];
    expect(await idsOf(`${b._id},${a._id}`)).toEqual([b._id, a._id]);
    expect(await idsOf(`${a._id},${a._id}`)).toEqual([a._id]);
    expect(await idsOf(`ce_00000000,${b._id},${b._id}`)).toEqual([b._id]);
    expect(await idsOf('ce_00000000')).toEqual([]);
  });

  it('are each the same as on their own page', async () => {
    const [a, b] = [await add(), await add({ closedDays: [{ on: tuesday, reason: '消毒' }] })];
    const asked = { ...here, ageMonths: 19, mode: 'fullDay' };
    const { body } = await parent.call('compareCentres', { query: { ids: `${a._id},${b._id}`, ...asked } });
    expect(body.items).toEqual([await pageOf(a._id, asked), await pageOf(b._id, asked)]);
    expect(body.items.map(({ groupsFreeOn }) => groupsFreeOn)).toEqual([tuesday, wednesday]);
    expect(body.answeredAt).toBe(test.clock.now().toISOString());
  });

  it('are three at most, named by ids', async () => {
    const { _id } = await add();
    for (const ids of ['', 'x', `${_id},`, Array(4).fill(_id).join(','), `${_id};${_id}`, '{"$ne":1}']) {
      const { status, problem } = await parent.call('compareCentres', { query: { ids } });
      expect([status, problem.code], ids).toEqual([400, 'input_invalid']);
    }
  });
});
