import { centreModels } from '@nearcare/bff/features/centres/centres.model';
import type { CentreRecord } from '@nearcare/bff/features/centres/centres.records';
import { beforeEach, describe, expect, it } from 'vitest';
import { askedReduction, openDesk, visitDesk } from '../support/at-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import { addCentre } from '../support/factories.js';
import { faultOf, type Parent, parentWithChild } from '../support/parent.js';

const thursday = '2026-11-26';
const line = { kind: 'care', isVoluntary: false } as const;
const priceList: CentreRecord['priceList'] = [
  { ...line, id: '1', mode: 'fullDay', label: '全日托', unit: 'day', amountFen: 9900 },
  { kind: 'meal', id: '2', label: '伙食费', unit: 'day', amountFen: 1500, isVoluntary: false },
  { kind: 'lateStay', id: '3', label: '晚接', unit: 'halfHour', amountFen: 1000, isVoluntary: true },
];

const test = ownTestApp();
beforeEach(() => test.clock.set('2026-11-24T01:12:00Z'));

const quote = async (parent: Parent, centreId: string, childId: string, over: object = {}) =>
  parent.call('quoteBooking', { body: { centreId, childId, mode: 'fullDay', dates: [thursday], ...over } });
const linesOf = ({ body }: Awaited<ReturnType<typeof quote>>) =>
  body.days[0]?.lines.map(({ kind, amountFen, reason }) => [kind, amountFen, reason]);

describe('the lines of a quote', () => {
  it('have the late stay of a child that is collected after the full day ends', async () => {
    const careRules = { fullDay: { until: '17:00' } };
    const { _id: centreId } = await addCentre(test.app.store, { priceList, careRules, isInclusive: false });
    const { parent, child } = await parentWithChild(test.app);
    const usual = await quote(parent, centreId, child.id);
    expect(usual.body.days[0]).toMatchObject({ from: '07:30', to: '17:00', totalFen: 11_400 });
    const late = await quote(parent, centreId, child.id, { to: '18:00' });
    expect(linesOf(late)).toEqual([
      ['care', 9900, '价目表，托小班，1 天'],
      ['meal', 1500, '价目表，1 天'],
      ['lateStay', 2000, '价目表，17:00 后 2 个半小时'],
    ]);
    const booked = await parent.call('createBooking', { body: { quoteId: late.body.id } });
    expect(booked.body).toMatchObject({ to: '18:00', quote: { totalFen: 13_400 } });
    const calendar = await parent.call('getCentreAvailability', {
      params: { centreId },
      query: { mode: 'fullDay', to: '18:00', ageMonths: 19, fromDate: thursday, days: 1 },
    });
    expect(calendar.body).toMatchObject({
      lateStayFrom: '17:00',
      days: [{ stay: { to: '18:00' }, priceFen: 13_400 }],
    });
  });

  it('is refused later than the centre sells or is open, with when it ends', async () => {
    const careRules = { fullDay: { until: '17:00' } };
    const { _id: centreId } = await addCentre(test.app.store, {
      priceList: priceList.slice(0, 2),
      careRules,
    });
    const { parent, child } = await parentWithChild(test.app);
    const late = await quote(parent, centreId, child.id, { to: '17:30' });
    expect(faultOf(late)).toEqual([409, 'late_stay_not_offered']);
    expect(late.problem.detail).toBe('全天到 17:00，请在那之前接走。可以改约全日托 7:30–17:00。');
    const closed = await quote(parent, centreId, child.id, { to: '19:00' });
    expect(faultOf(closed)).toEqual([409, 'outside_opening_hours']);
  });

  it('say of an inclusive centre which list it is and who approved it', async () => {
    const { _id: centreId } = await addCentre(test.app.store, { priceList });
    await centreModels(test.app.store).details.updateOne(
      { _id: centreId },
      {
        $set: {
          priceListFrom: '2026-09-01',
          inclusiveApproval: { approver: '禾川市发展改革局', on: '2025-06-20' },
        },
      },
    );
    const { parent, child } = await parentWithChild(test.app);
    expect(linesOf(await quote(parent, centreId, child.id))?.[0]).toEqual([
      ...['care', 9900, '普惠价目表（2026-09-01 起），禾川市发展改革局核定，托小班，1 天'],
    ]);
  });
});

describe('a reduction', () => {
  const reductions: CentreRecord['reductions'] = [
    { kind: 'multipleChildren', percentOff: 10 },
    { kind: 'childInNeed', percentOff: 100 },
  ];

  it('is taken off once it is granted, at centres of that district which grant it', async () => {
    const { districtCode, parent, child, decide } = await askedReduction(test);
    const given = { priceList, isInclusive: false, district: { code: districtCode, name: '河东区' } };
    const { _id: centreId } = await addCentre(test.app.store, { ...given, reductions });
    const price = async (id = centreId) => (await quote(parent, id, child.id)).body.totalFen;
    expect(await price()).toBe(11_400);
    await decide('granted');
    expect(linesOf(await quote(parent, centreId, child.id))?.at(-1)).toEqual([
      ...['reduction', -9900, '保育费减 100%，已核准'],
    ]);
    expect(await price()).toBe(1500);
    const [first] = reductions;
    const others = [
      await addCentre(test.app.store, given),
      await addCentre(test.app.store, { ...given, reductions: first ? [first] : [] }),
      await addCentre(test.app.store, {
        ...given,
        reductions,
        district: { code: 'test-1', name: '桥西街道' },
      }),
    ];
    for (const { _id } of others) expect(await price(_id)).toBe(11_400);
    // A sibling has its own decisions, and who takes the consent back has none.
    const sibling = await parent.addChild('2025-04-08', '小盈');
    expect((await quote(parent, centreId, sibling.id)).body.totalFen).toBe(11_400);
    await parent.call('withdrawConsent', { body: { purpose: 'feeReduction' } });
    expect(await price()).toBe(11_400);
  });

  it('is in the price that a desk reads and in the store, but never which it is', async () => {
    const { districtCode, parent, child, decide } = await askedReduction(test);
    await decide('granted');
    const district = { code: districtCode, name: '河东区' };
    const { _id: centreId } = await addCentre(test.app.store, { priceList, reductions, district });
    const staff = await openDesk(test, centreId);
    const visit = await visitDesk(test, staff, parent);
    const quoted = await staff.call('deskQuoteForFamily', {
      params: visit,
      body: { childId: child.id, mode: 'fullDay', dates: [thursday] },
    });
    expect(quoted.body.totalFen).toBe(1500);
    const booked = await parent.call('createBooking', { body: { quoteId: quoted.body.id } });
    expect(booked.status).toBe(201);
    const kept = await Promise.all(
      ['quotes', 'careRequests'].map((name) =>
        test.app.store.collection(name).find({ familyId: parent.familyId }).toArray(),
      ),
    );
    for (const text of [JSON.stringify(quoted.body), JSON.stringify(kept)]) {
      expect(text).toContain('减免');
      expect(text).not.toMatch(/childInNeed|困境|烈士|多孩|二孩/);
    }
  });
});
