import { beforeEach, describe, expect, it } from 'vitest';
import { collectingTomorrow, looksOf, staffAtNewCentre, toldTo } from '../support/at-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import { faultOf } from '../support/parent.js';

const test = ownTestApp();
beforeEach(() => test.clock.set('2026-11-24T01:12:00Z'));

describe('the code of whoever collects a child, at the gate', () => {
  const collecting = () => collectingTomorrow(test);
  const invalid = [409, 'pickup_code_invalid'];

  it('hands the child over once, and the family sees that and who looked', async () => {
    const { parent, child, nextDay, redeem, stateNow } = await collecting();
    await nextDay();
    const used = await redeem();
    expect([used.status, used.body]).toEqual([
      200,
      {
        ...{ childId: child.id, nickname: '小满', pickupName: '奶奶王桂兰', relation: 'grandparent' },
        usedAt: test.clock.now().toISOString(),
      },
    ]);
    expect(faultOf(await redeem())).toEqual(invalid);
    expect(await toldTo(parent)).toMatchObject([
      { kind: 'pickupCodeUsed', text: expect.stringMatching(/^奶奶王桂兰.*在测试托育中心接小满/) },
    ]);
    expect(await stateNow()).toBe('used');
    expect(await looksOf(parent)).toMatchObject([
      { childId: child.id, what: 'pickup', byName: '王老师', placeName: '测试托育中心', times: 1 },
    ]);
  });

  it('hands over once also when several try at once, and answers a lost answer’s request again', async () => {
    const { nextDay, redeem } = await collecting();
    await nextDay();
    const answers = await Promise.all([1, 2, 3, 4].map((n) => redeem(undefined, undefined, `gate-key-${n}`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    const winner = answers.findIndex(({ status }) => status === 200);
    const again = await redeem(undefined, undefined, `gate-key-${winner + 1}`);
    expect([again.status, again.body]).toEqual([200, answers[winner]?.body]);
  });

  it('is nothing on another day, at another centre, when recalled, or without a booking', async () => {
    const { parent, code, centreId, nextDay, redeem, stateNow } = await collecting();
    expect(faultOf(await redeem())).toEqual(invalid);
    await nextDay();
    const elsewhere = await staffAtNewCentre(test);
    expect(faultOf(await redeem(elsewhere.holder))).toEqual(invalid);
    const [id] = code.qrText.split(':').slice(2);
    expect(faultOf(await redeem(undefined, `nearcare:pickup:${id}0:000000`))).toEqual(invalid);
    await parent.call('revokePickupCode', { params: { pickupCodeId: code.id } });
    expect(faultOf(await redeem())).toEqual(invalid);
    expect(await stateNow()).toBe('revoked');
    expect(await looksOf(parent)).toEqual([]);
    expect(centreId).toBeTruthy();
  });

  it('is of its own day, also where the child is booked on others', async () => {
    const { centreId, parent, child, pickup, nextDay, redeem } = await collecting();
    const on = '2026-11-26';
    await parent.book(centreId, child.id, on);
    const params = { pickupId: pickup.id };
    const later = await parent.call('createPickupCode', { params, body: { childId: child.id, on } });
    await nextDay();
    expect(faultOf(await redeem(undefined, later.body.qrText))).toEqual(invalid);
    expect((await redeem()).status).toBe(200);
  });

  it('needs a booking of this day that is not cancelled', async () => {
    const { parent, nextDay, redeem } = await collecting();
    const [booking] = (await parent.call('listMyBookings')).body.items;
    await parent.call('cancelBooking', { params: { bookingId: booking?.id ?? '' }, body: {} });
    await nextDay();
    expect(faultOf(await redeem())).toEqual(invalid);
  });

  it('stays used when it is recalled afterwards', async () => {
    const { parent, code, nextDay, redeem, stateNow } = await collecting();
    await nextDay();
    await redeem();
    await parent.call('revokePickupCode', { params: { pickupCodeId: code.id } });
    expect(await stateNow()).toBe('used');
  });

  it('is found by its six digits alone among the children of the day, and those only at their centre', async () => {
    const { code, nextDay, redeem, stateNow } = await collecting();
    await nextDay();
    const elsewhere = await staffAtNewCentre(test);
    expect(faultOf(await redeem(elsewhere.holder, code.code))).toEqual(invalid);
    const spoken = `${code.code.slice(0, 3)} ${code.code.slice(3)}`;
    const used = await redeem(undefined, spoken, 'spoken-key-1');
    expect([used.status, used.body.pickupName, await stateNow()]).toEqual([200, '奶奶王桂兰', 'used']);
    expect((await redeem(undefined, code.code, 'spoken-key-1')).body).toEqual(used.body);
    expect(faultOf(await redeem(undefined, code.code))).toEqual(invalid);
  });

  it('can’t be guessed: a desk may say ten wrong digits in half an hour, and a right one clears them', async () => {
    const { code, nextDay, redeem } = await collecting();
    await nextDay();
    const wrong = code.code === '000000' ? '000001' : '000000';
    const guess = async (times: number) => {
      for (let n = 0; n < times; n += 1) expect(faultOf(await redeem(undefined, wrong))).toEqual(invalid);
    };
    await guess(9);
    expect((await redeem(undefined, code.code, 'said-key-1')).status).toBe(200);
    await guess(10);
    expect(faultOf(await redeem(undefined, code.code, 'said-key-1'))).toEqual([429, 'rate_limited']);
    // The QR is no guess.
    expect((await redeem(undefined, code.qrText, 'said-key-1')).status).toBe(200);
    test.clock.advance({ minutes: 30 });
    expect((await redeem(undefined, code.code, 'said-key-1')).status).toBe(200);
  });

  it('is worth nothing after five wrong readings', async () => {
    const { code, nextDay, redeem } = await collecting();
    await nextDay();
    const wrong = `nearcare:pickup:${code.id}:${code.code === '000000' ? '000001' : '000000'}`;
    for (let tries = 0; tries < 5; tries += 1)
      expect(faultOf(await redeem(undefined, wrong))).toEqual(invalid);
    expect(faultOf(await redeem())).toEqual([429, 'rate_limited']);
  });
});
