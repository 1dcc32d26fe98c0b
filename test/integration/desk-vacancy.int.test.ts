import type { CentreRecord } from '@nearcare/bff/features/centres/centres.records';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { openDesk } from '../support/at-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import { addCentre, makeGroup } from '../support/factories.js';
import { Parent, parentWithChild } from '../support/parent.js';

// Tuesday 24 November 2026, before the centres open in Shanghai.
const tuesday = '2026-11-24';
const early = '2026-11-23T22:30:00Z';
const morning = '2026-11-24T01:12:00Z';

/** Lists promise to be no older; a slow test machine gets as much again. */
const promised = { timeout: 4_000, interval: 50 };
const monthly = [
  {
    ...{ id: 'month', kind: 'care', mode: 'fullDay', label: '全日托', unit: 'month' },
    ...{ amountFen: 200_000, isVoluntary: false },
  },
] as CentreRecord['priceList'];
const hourly: CentreRecord['priceList'][number] = {
  ...{ id: 'hour', kind: 'care', mode: 'hourly', label: '计时托', unit: 'hour' },
  ...{ amountFen: 2_000, isVoluntary: false },
};

const test = ownTestApp();
let parent: Parent;
beforeAll(async () => {
  parent = new Parent(test.app);
  // Only a service that listens keeps its centres in memory.
  await test.app.listen({ port: 0, host: '127.0.0.1' });
});

let spots = 0;
async function centreWithDesk(given: Partial<CentreRecord> = {}) {
  const spot = { lat: 26 + ++spots / 2, lng: 106 };
  const centre = await addCentre(test.app.store, {
    point: { type: 'Point', coordinates: [spot.lng, spot.lat] },
    ...given,
  });
  const [group, other] = centre.groups;
  const staff = await openDesk(test, centre._id);
  const tell = (freePlaces: number, groupId = group?.id ?? '', key?: string) =>
    staff.call('deskTellVacancy', { params: { groupId }, body: { freePlaces }, ...(key ? { key } : {}) });
  const card = async (query: object = {}) =>
    (await parent.call('listNearbyCentres', { query: { ...spot, ...query } })).body.items[0];
  const freeInGroups = async () =>
    (await parent.call('getCentre', { params: { centreId: centre._id } })).body.groups.map(
      ({ freePlaces }) => freePlaces,
    );
  return { ...{ spot, centre, staff, tell, card, freeInGroups }, groupId: group?.id, otherId: other?.id };
}

describe('“N places free today”', () => {
  it('is what every list, the centre’s page and care now show a moment later, with its age', async () => {
    test.clock.set(morning);
    const { spot, tell, card, freeInGroups } = await centreWithDesk({
      groups: [makeGroup({ places: 6, enrolled: 5 })],
      careModes: ['fullDay', 'hourly'],
      priceList: [
        ...monthly,
        { ...hourly, id: 'day', mode: 'fullDay', label: '全日托', unit: 'day' },
        hourly,
      ],
    });
    await vi.waitFor(async () => expect(await card()).toBeDefined(), promised);
    const { status, body } = await tell(3);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      date: tuesday,
      freePlaces: 3,
      before: 1,
      places: 3,
      asOf: test.clock.now().toISOString(),
    });
    const shown = async () => [
      (await card())?.vacancy.places,
      (await card({ date: tuesday, mode: 'fullDay' }))?.vacancy.places,
      (await parent.call('listCareNow', { query: spot })).body.items[0]?.freePlaces,
      (await freeInGroups())[0],
    ];
    await vi.waitFor(async () => expect(await shown()).toEqual([3, 3, 3, 3]), promised);
    expect((await card())?.vacancy).toMatchObject({ basis: 'centre', asOf: test.clock.now().toISOString() });

    // Taken back by telling what was before.
    expect((await tell(body.before)).body).toMatchObject({ freePlaces: 1, before: 3 });
    await vi.waitFor(async () => expect(await shown()).toEqual([1, 1, 1, 1]), promised);
  });

  it('stands beside what is booked: exactly so many more can be booked', async () => {
    test.clock.set(early);
    const { centre, tell } = await centreWithDesk({ groups: [makeGroup({ places: 6, enrolled: 4 })] });
    const families = await Promise.all([1, 2, 3, 4].map(() => parentWithChild(test.app)));
    const book = async (index: number) => {
      const family = families[index];
      const answer = await family?.parent.book(centre._id, family.child.id, tuesday);
      return answer?.status === 201 ? 'booked' : answer?.problem.code;
    };
    expect([await book(0), await book(1), await book(2)]).toEqual(['booked', 'booked', 'no_place_left']);
    expect((await tell(1)).body).toMatchObject({ freePlaces: 1, before: 0 });
    expect([await book(2), await book(3)]).toEqual(['booked', 'no_place_left']);
  });

  it('repeated with its key tells nothing free that was booked in between', async () => {
    test.clock.set(early);
    const { centre, tell, groupId } = await centreWithDesk({
      groups: [makeGroup({ places: 6, enrolled: 6 })],
    });
    const told = await tell(1, groupId, 'the-same-key-1');
    const one = await parentWithChild(test.app);
    expect((await one.parent.book(centre._id, one.child.id, tuesday)).status).toBe(201);
    const again = await tell(1, groupId, 'the-same-key-1');
    expect([told.body.before, again.body.before, again.body.freePlaces]).toEqual([0, 0, 0]);
    const two = await parentWithChild(test.app);
    const refused = await two.parent.book(centre._id, two.child.id, tuesday);
    expect(refused.problem.code).toBe('no_place_left');
  });

  it('of one group counts with the others in the centre’s figure, also when both are told at once', async () => {
    test.clock.set(morning);
    const groups = [
      makeGroup({ places: 6, enrolled: 4 }),
      makeGroup({ places: 9, enrolled: 9, minMonths: 24, maxMonths: 36, ageGroup: 'seniorToddler' }),
    ];
    const { centre, tell, groupId, otherId } = await centreWithDesk({ groups });
    const told = async () => (await findCentre(centre._id))?.told?.places;
    await tell(0, groupId);
    expect(await told()).toBe(0);
    await Promise.all([tell(4, groupId), tell(5, otherId)]);
    expect(await told()).toBe(9);
  });

  it('of a centre that sells no single days is its own word in every list', async () => {
    test.clock.set(morning);
    const { tell, card } = await centreWithDesk({
      groups: [makeGroup({ places: 6, enrolled: null })],
      priceList: monthly,
    });
    expect((await tell(2)).body).toMatchObject({ freePlaces: 2, before: 0 });
    for (const query of [{}, { date: tuesday, mode: 'fullDay' }])
      await vi.waitFor(
        async () => expect((await card(query))?.vacancy).toMatchObject({ places: 2, basis: 'centre' }),
        promised,
      );
  });

  it('is refused on a day it does not open, and above what the group is filed for', async () => {
    test.clock.set(morning);
    const { tell } = await centreWithDesk({ closedDays: [{ on: tuesday, reason: '消毒' }] });
    expect((await tell(1)).problem).toMatchObject({ code: 'centre_closed_day' });
    const open = await centreWithDesk();
    const { status, problem } = await open.tell(5);
    expect([status, problem.code]).toEqual([400, 'input_invalid']);
    expect(JSON.stringify(problem)).toContain('这个班有 4 个托位，已约 0 个，最多填 4');
    expect((await findCentre(open.centre._id))?.told).toBeNull();
  });
});

function findCentre(id: string) {
  return test.app.store.collection<CentreRecord>('centres').findOne({ _id: id });
}
