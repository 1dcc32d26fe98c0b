import { describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { addCentre, makeGroup } from '../support/factories.js';
import { faultOf, Parent, parentWithChild } from '../support/parent.js';

const [today, thursday] = ['2026-11-24', '2026-11-26'] as const;
const line = { kind: 'care', isVoluntary: false } as const;

const test = ownTestApp();

const centreWith = (places: number) =>
  addCentre(test.app.store, {
    groups: [makeGroup({ places })],
    careModes: ['fullDay', 'halfDay', 'hourly'],
    priceList: [
      { ...line, id: '1', mode: 'fullDay', label: '全日托', unit: 'day', amountFen: 9900 },
      { ...line, id: '2', mode: 'halfDay', label: '半日托', unit: 'halfDay', amountFen: 5600 },
      { ...line, id: '3', mode: 'hourly', label: '计时托', unit: 'hour', amountFen: 1800 },
    ],
  });

type Hours = { mode: string; half?: string; from?: string; to?: string };
const morning = { mode: 'halfDay', half: 'morning' };
const afternoon = { mode: 'halfDay', half: 'afternoon' };
const hours = (from: string, to: string) => ({ mode: 'hourly', from, to });

async function bookHours(
  parent: Parent,
  centreId: string,
  childId: string,
  wish: Hours,
  date: string = thursday,
) {
  const quoted = await parent.call('quoteBooking', { body: { centreId, childId, ...wish, dates: [date] } });
  if (quoted.status !== 201) return { quoted, booked: null };
  return { quoted, booked: await parent.call('createBooking', { body: { quoteId: quoted.body.id } }) };
}

describe('half days and hours', () => {
  it('are booked for their own hours and price', async () => {
    const centre = await centreWith(2);
    const { parent, child } = await parentWithChild(test.app);
    const half = await bookHours(parent, centre._id, child.id, morning);
    expect(half.booked?.body).toMatchObject({ mode: 'halfDay', from: '07:30', to: '12:00' });
    expect(half.booked?.body.quote.totalFen).toBe(5600);
    const hourly = await bookHours(parent, centre._id, child.id, hours('14:00', '16:30'));
    expect(hourly.booked?.body).toMatchObject({ mode: 'hourly', from: '14:00', to: '16:30' });
    expect(hourly.booked?.body.quote.totalFen).toBe(4500);
  });

  it('promise no free sick day once the time to tell of one is over', async () => {
    const centre = await centreWith(2);
    const { parent, child } = await parentWithChild(test.app);
    const ifAbsentNow = async () =>
      (await bookHours(parent, centre._id, child.id, hours('14:00', '16:00'))).quoted.body.days[0]
        ?.ifAbsentNow;
    expect(await ifAbsentNow()).toEqual({ isInTime: true });
    test.clock.set('2026-11-26T02:00:00Z');
    expect(await ifAbsentNow()).toEqual({ isInTime: false });
    test.clock.set('2026-11-24T01:12:00Z');
  });

  it('let two children have the one place, one before lunch and one after', async () => {
    const centre = await centreWith(1);
    const [one, two, three] = await Promise.all([1, 2, 3].map(() => parentWithChild(test.app)));
    if (!one || !two || !three) throw new Error('no parents');
    expect((await bookHours(one.parent, centre._id, one.child.id, morning)).booked?.status).toBe(201);
    expect((await bookHours(two.parent, centre._id, two.child.id, afternoon)).booked?.status).toBe(201);
    const late = await bookHours(three.parent, centre._id, three.child.id, hours('11:00', '13:00'));
    expect(late.booked && faultOf(late.booked)).toEqual([409, 'no_place_left']);
    const between = await bookHours(three.parent, centre._id, three.child.id, hours('12:00', '13:00'));
    expect(between.booked?.status).toBe(201);
  });

  it('never put a child into two places at once, and let it have two that do not meet', async () => {
    const [here, there] = [await centreWith(3), await centreWith(3)];
    const { parent, child } = await parentWithChild(test.app);
    await bookHours(parent, here._id, child.id, hours('09:00', '11:00'));
    const meets = await bookHours(parent, there._id, child.id, hours('10:30', '12:00'));
    expect(meets.booked && faultOf(meets.booked)).toEqual([409, 'child_already_booked']);
    expect((await bookHours(parent, there._id, child.id, hours('11:00', '12:00'))).booked?.status).toBe(201);
  });

  it('are shown for every half hour of a day, beside what the chosen hours have', async () => {
    const centre = await centreWith(2);
    const { parent, child } = await parentWithChild(test.app);
    await bookHours(parent, centre._id, child.id, hours('09:00', '10:00'));
    const ask = async (wish: Hours) => {
      const query = { ...wish, ageMonths: 19, fromDate: thursday, days: 1 };
      const { body } = await parent.call('getCentreAvailability', {
        params: { centreId: centre._id },
        query,
      });
      return body.days[0];
    };
    const day = await ask(hours('08:30', '09:30'));
    expect(day).toMatchObject({ state: 'free', freePlaces: 1, stay: { from: '08:30', to: '09:30' } });
    expect(day?.hours).toMatchObject({ from: '07:30', to: '18:00' });
    expect(day?.hours?.free.slice(0, 6)).toEqual([2, 2, 2, 1, 1, 2]);
    expect(day?.priceFen).toBe(1800);
    expect((await ask(hours('10:00', '11:00')))?.freePlaces).toBe(2);
    expect((await ask(hours('17:00', '19:00')))?.state).toBe('closed');
  });

  it('have no free place any more once they have begun', async () => {
    const centre = await centreWith(2);
    test.clock.set('2026-11-26T01:30:00Z');
    const query = { ...hours('09:00', '11:00'), ageMonths: 19, fromDate: thursday, days: 1 };
    const params = { centreId: centre._id };
    const { body } = await new Parent(test.app).call('getCentreAvailability', { params, query });
    test.clock.set('2026-11-24T01:12:00Z');
    expect(body.days[0]?.state).toBe('past');
    // 7:30 to 9:30 is over, that of 9:30 begins this minute.
    expect(body.days[0]?.hours?.free.slice(0, 7)).toEqual([0, 0, 0, 0, 0, 2, 2]);
  });

  it('can be had today as long as they have not begun', async () => {
    const centre = await centreWith(2);
    const { parent, child } = await parentWithChild(test.app);
    const begun = await bookHours(parent, centre._id, child.id, morning, today);
    expect(faultOf(begun.quoted)).toEqual([409, 'date_in_past']);
    expect((await bookHours(parent, centre._id, child.id, afternoon, today)).booked?.status).toBe(201);
  });

  it('say what is wrong with them, in a sentence', async () => {
    const centre = await centreWith(2);
    const { parent, child } = await parentWithChild(test.app);
    const cases: [Hours, number, string, RegExp][] = [
      [{ mode: 'halfDay' }, 400, 'input_invalid', /./],
      [hours('09:10', '11:00'), 400, 'input_invalid', /./],
      [hours('09:00', '09:30'), 409, 'duration_not_allowed', /1 到 4 小时/],
      [hours('17:00', '18:30'), 409, 'outside_opening_hours', /07:30–18:00|7:30–18:00/],
      [{ mode: 'temporary' }, 400, 'input_invalid', /./],
    ];
    for (const [wish, status, code, detail] of cases) {
      const { quoted } = await bookHours(parent, centre._id, child.id, wish);
      expect([wish, ...faultOf(quoted)]).toEqual([wish, status, code]);
      expect(quoted.problem.detail).toMatch(detail);
    }
  });

  it('that the centre no longer has so are priced anew before they are booked', async () => {
    const centre = await centreWith(2);
    const { parent, child } = await parentWithChild(test.app);
    const body = { centreId: centre._id, childId: child.id, ...hours('17:00', '18:00'), dates: [thursday] };
    const { body: quote } = await parent.call('quoteBooking', { body });
    const openingHours = [{ weekday: 4, from: '07:30', to: '17:30' }];
    await test.app.store
      .collection('centres')
      .updateOne({ _id: centre._id as never }, { $set: { openingHours }, $inc: { epoch: 1 } });
    const booked = await parent.call('createBooking', { body: { quoteId: quote.id } });
    expect(faultOf(booked)).toEqual([409, 'outside_opening_hours']);
  });
});
