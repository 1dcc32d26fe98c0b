import { describe, expect, it, vi } from 'vitest';
import { toldTo } from '../support/at-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import { districtClass, publish, seated, signUp } from '../support/class-acts.js';
import { liveClass, updatedClass } from '../support/class-stack.js';
import { faultOf, Parent, parentWithChild } from '../support/parent.js';

const test = ownTestApp();
const anybody = () => new Parent(test.app);
const asked = (signUpId: string) => ({ params: { signUpId } });

describe('signing up', () => {
  it('holds a seat, gives a code, and a repeated request changes nothing', async () => {
    const { given } = await districtClass(test);
    const family = await parentWithChild(test.app);
    const first = await signUp(family, given.id, { key: 'sign-up-key-1' });
    expect([first.status, first.body.status]).toEqual([201, 'confirmed']);
    expect(first.body.code).toMatch(/^\d{6}$/);
    const again = await signUp(family, given.id, { key: 'sign-up-key-1' });
    expect(again.body).toEqual(first.body);
    expect(faultOf(await signUp(family, given.id))).toEqual([409, 'already_signed_up']);
    const other = await signUp(family, given.id, { key: 'sign-up-key-1', waitIfFull: true });
    expect(faultOf(other)).toEqual([422, 'idempotency_key_reused']);
    const page = await anybody().call('getClass', { params: { classId: given.id } });
    expect(page.body.seats?.left).toBe(2);
  });

  it('is refused with the reason, and a key that came to nothing may be used again', async () => {
    const { desk, given } = await districtClass(test, { seats: 1 });
    const [first] = await seated(test, given.id, 1);
    const family = await parentWithChild(test.app);
    expect(faultOf(await signUp(family, given.id, { key: 'key-of-second' }))).toEqual([409, 'class_full']);
    await first?.parent.call('cancelSignUp', asked(first.signUpId));
    expect((await signUp(family, given.id, { key: 'key-of-second' })).body.status).toBe('confirmed');

    const toddler = await parentWithChild(test.app, '2026-01-10');
    expect(faultOf(await signUp(toddler, given.id))).toEqual([409, 'class_age_unfit']);
    const later = await publish(desk, { signUpOpensAt: '2026-11-26T00:00:00Z' });
    expect(faultOf(await signUp(toddler, later.id))).toEqual([409, 'sign_up_not_open']);
    await desk.call('deskCancelClass', { params: { classId: later.id }, body: { reason: '停电' } });
    expect(faultOf(await signUp(family, later.id))).toEqual([409, 'class_cancelled']);
    const early = await publish(desk, { signUpClosesHours: 100 });
    expect(faultOf(await signUp(family, early.id))).toEqual([409, 'sign_up_over']);
    expect(faultOf(await signUp(family, 'cl_0000000000000000'))).toEqual([404, 'not_found']);
  });

  it('takes no more children of a family than the class says', async () => {
    const { given } = await districtClass(test, { mostPerFamily: 1 });
    const { parent, child } = await parentWithChild(test.app);
    const twin = await parent.addChild('2025-04-08', '小圆');
    expect((await signUp({ parent, child }, given.id)).status).toBe(201);
    expect(faultOf(await signUp({ parent, child: twin }, given.id))).toEqual([409, 'class_family_limit']);
    const waiting = await signUp({ parent, child: twin }, given.id, { waitIfFull: true });
    expect(faultOf(waiting)).toEqual([409, 'class_family_limit']);
  });

  it('for a live class without limit is open to everybody while it lasts; nobody waits', async () => {
    const { given } = await districtClass(test, liveClass);
    expect(given.seats).toBeNull();
    const families = [await parentWithChild(test.app), await parentWithChild(test.app)];
    for (const family of families)
      expect((await signUp(family, given.id)).body).toMatchObject({ code: null });
    test.clock.set('2026-11-28T02:30:00Z');
    const late = await parentWithChild(test.app);
    expect((await signUp(late, given.id)).status).toBe(201);
    test.clock.set('2026-11-24T01:12:00Z');
  });

  it('is given back until the time that the class says, and not after', async () => {
    const { given } = await districtClass(test);
    const [first, second] = await seated(test, given.id, 2);
    test.clock.set('2026-11-27T23:59:00Z');
    await first?.parent.signIn();
    await second?.parent.signIn();
    const cancelled = await first?.parent.call('cancelSignUp', asked(first.signUpId));
    expect(cancelled?.body).toMatchObject({ status: 'cancelled', canCancel: false });
    test.clock.set('2026-11-28T00:00:00Z');
    const late = await second?.parent.call('cancelSignUp', asked(second.signUpId));
    expect(late && faultOf(late)).toEqual([409, 'class_cancel_too_late']);
    test.clock.set('2026-11-24T01:12:00Z');
  });
});

describe('waiting for a seat', () => {
  /** A full class, who has its seats, and two who wait. */
  async function line(seats = 1) {
    const { desk, given } = await districtClass(test, { seats });
    const holders = await seated(test, given.id, seats);
    const waiting = [];
    for (let nth = 0; nth < 2; nth += 1) {
      const family = await parentWithChild(test.app);
      const { body } = await signUp(family, given.id, { waitIfFull: true });
      waiting.push({ ...family, signUpId: body.id, body });
    }
    return { desk, given, holders, waiting };
  }
  const now = async ({ parent, signUpId }: { parent: Parent; signUpId: string }) =>
    (await parent.call('getSignUp', asked(signUpId))).body;

  it('goes by the order of coming: offered, accepted, and told', async () => {
    const { given, holders, waiting } = await line();
    const [first, second] = waiting;
    if (!first || !second) throw new Error('nobody waits');
    expect(waiting.map(({ body }) => [body.status, body.waitlistPosition])).toEqual([
      ['waiting', 1],
      ['waiting', 2],
    ]);
    await holders[0]?.parent.call('cancelSignUp', asked(holders[0].signUpId));
    expect(await now(first)).toMatchObject({ status: 'offered', offer: { secondsLeft: expect.any(Number) } });
    expect((await now(second)).status).toBe('waiting');
    await vi.waitFor(async () =>
      expect(await toldTo(first.parent)).toMatchObject([
        { kind: 'seatOffered', target: { kind: 'classSignUp', id: first.signUpId } },
      ]),
    );
    const stranger = await parentWithChild(test.app);
    expect(faultOf(await signUp(stranger, given.id))).toEqual([409, 'class_others_waiting']);
    expect(faultOf(await second.parent.call('acceptSeat', asked(second.signUpId)))).toEqual([
      409,
      'offer_gone',
    ]);
    const accepted = await first.parent.call('acceptSeat', asked(first.signUpId));
    expect(accepted.body).toMatchObject({ status: 'confirmed', code: expect.stringMatching(/^\d{6}$/) });
    expect((await first.parent.call('acceptSeat', asked(first.signUpId))).body).toEqual(accepted.body);
    expect((await now(second)).waitlistPosition).toBe(1);
  });

  it('passes a declined seat on, and who leaves the line is offered none', async () => {
    const { holders, waiting } = await line();
    const [first, second] = waiting;
    if (!first || !second) throw new Error('nobody waits');
    await holders[0]?.parent.call('cancelSignUp', asked(holders[0].signUpId));
    const declined = await first.parent.call('declineSeat', asked(first.signUpId));
    expect(declined.body.status).toBe('declined');
    expect((await now(second)).status).toBe('offered');
    expect((await second.parent.call('cancelSignUp', asked(second.signUpId))).body.status).toBe('cancelled');
    // Who gave up may come again, behind those who stayed.
    expect((await signUp(first, declined.body.class.id)).body.status).toBe('confirmed');
  });

  it('is answered by more seats, which go to who waits', async () => {
    const { desk, given, waiting } = await line();
    const seats = 2;
    const rev = (await desk.call('deskGetClass', { params: { classId: given.id } })).body.rev;
    const updated = await desk.call('deskUpdateClass', {
      params: { classId: given.id },
      body: { rev, ...updatedClass({ seats }) },
    });
    expect(updated.body.seats).toMatchObject({ places: 2, left: 0 });
    expect(waiting[0] && (await now(waiting[0])).status).toBe('offered');
  });
});

describe('my sign-ups', () => {
  it('are listed as coming and past, in pages, and as a calendar file', async () => {
    const { desk, given } = await districtClass(test);
    const other = await publish(desk, { sessions: [{ date: '2026-12-05', from: '10:00', to: '11:00' }] });
    const family = await parentWithChild(test.app);
    const [one, two] = [(await signUp(family, other.id)).body, (await signUp(family, given.id)).body];
    const { parent } = family;
    const coming = await parent.call('listMySignUps', { query: { limit: 1 } });
    expect(coming.body.items.map(({ id }) => id)).toEqual([two.id]);
    const rest = await parent.call('listMySignUps', { query: { limit: 1, cursor: coming.body.nextCursor } });
    expect(rest.body).toMatchObject({ items: [{ id: one.id }], nextCursor: null });
    const file = (await parent.call('getClassCalendar', { query: {} })).body.text;
    expect(file.match(/BEGIN:VEVENT/g)).toHaveLength(2);
    expect(file).toContain('DTSTART:20261128T020000Z');
    expect(file).not.toContain('小满');
    await parent.call('cancelSignUp', asked(one.id));
    const past = await parent.call('listMySignUps', { query: { group: 'past' } });
    expect(past.body.items).toMatchObject([{ id: one.id, status: 'cancelled' }]);
    const single = await parent.call('getClassCalendar', { query: { signUpId: one.id, withChild: true } });
    expect(single.body.text).toContain('STATUS:CANCELLED');
    expect(single.body.text).toContain('小满');
  });
});
