import { describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { atTheDoor, districtClass, publish, seated, signUp } from '../support/class-acts.js';
import { liveClass, updatedClass } from '../support/class-stack.js';
import { faultOf, type Parent, parentWithChild } from '../support/parent.js';

const test = ownTestApp();
const of = (classId: string) => ({ params: { classId } });
const asked = (signUpId: string) => ({ params: { signUpId } });
const tuesday = '2026-11-24T01:12:00Z';
/** Saturday's class is over. */
const afterwards = '2026-11-28T04:00:00Z';

describe('a desk', () => {
  const update = (desk: Parent, { id, rev }: { id: string; rev: number }, given: object) =>
    desk.call('deskUpdateClass', { ...of(id), body: { rev, ...updatedClass(given) } });

  it('changes and cancels no class that is over', async () => {
    const { desk, officer, given } = await districtClass(test);
    await atTheDoor(test, officer, desk, afterwards);
    expect(faultOf(await update(desk, given, { title: '换个名字' }))).toEqual([409, 'class_over']);
    const cancelled = await desk.call('deskCancelClass', { ...of(given.id), body: { reason: '停电' } });
    expect(faultOf(cancelled)).toEqual([409, 'class_over']);
    test.clock.set(tuesday);
  });

  it('moves none to a time that is over, and gives none a limit that had none', async () => {
    const { desk, given } = await districtClass(test);
    const past = { sessions: [{ date: '2026-11-24', from: '07:00', to: '08:00' }], reason: '改时间' };
    const moved = await update(desk, given, past);
    expect([...faultOf(moved), moved.problem.errors?.[0]?.path]).toEqual([400, 'input_invalid', '/sessions']);
    const live = await publish(desk, liveClass);
    const limited = await update(desk, live, { ...liveClass, seats: 50 });
    expect([...faultOf(limited), limited.problem.errors?.[0]?.path]).toEqual([
      400,
      'input_invalid',
      '/seats',
    ]);
  });

  it('marks nobody who has no seat in that very class', async () => {
    const { desk, officer, given } = await districtClass(test, { seats: 1 });
    const other = await publish(desk);
    const [holder] = await seated(test, given.id, 1);
    const [elsewhere] = await seated(test, other.id, 1);
    const queued = await signUp(await parentWithChild(test.app), given.id, { waitIfFull: true });
    await holder?.parent.call('cancelSignUp', asked(holder.signUpId));
    await atTheDoor(test, officer, desk);
    const mark = async (body: object) =>
      faultOf(
        await desk.call('deskMarkAttendance', { ...of(given.id), body: { mark: 'attended', ...body } }),
      );
    expect(await mark({ signUpId: elsewhere?.signUpId })).toEqual([404, 'not_found']);
    expect(await mark({ signUpId: queued.body.id })).toEqual([404, 'not_found']);
    expect(await mark({ signUpId: holder?.signUpId })).toEqual([404, 'not_found']);
    expect(await mark({ code: holder?.code })).toEqual([404, 'check_in_code_wrong']);
    expect(await mark({ code: elsewhere?.code })).toEqual([404, 'check_in_code_wrong']);
    test.clock.set(tuesday);
  });

  it('reads the list of who comes page by page, each once', async () => {
    const { desk, given } = await districtClass(test);
    const families = await seated(test, given.id, 3);
    const seen: string[] = [];
    const page = (cursor: string | null, limit: number) =>
      desk.call('deskListAttendees', { ...of(given.id), query: { limit, ...(cursor ? { cursor } : {}) } });
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await page(cursor, 2);
      seen.push(...body.items.map(({ signUpId }) => signUpId));
      cursor = body.nextCursor;
    }
    expect(seen).toEqual(families.map(({ signUpId }) => signUpId).sort());
    expect((await page(null, 3)).body.nextCursor).toBeNull();
  });
});

describe('a family', () => {
  it('gives back no seat that it sat in', async () => {
    const { desk, officer, given } = await districtClass(test);
    const [there, missing] = await seated(test, given.id, 2);
    await atTheDoor(test, officer, desk, '2026-11-28T03:30:00Z');
    const mark = (signUpId: string | undefined, mark: string) =>
      desk.call('deskMarkAttendance', { ...of(given.id), body: { signUpId, mark } });
    await mark(there?.signUpId, 'attended');
    await mark(missing?.signUpId, 'absent');
    for (const family of [there, missing]) {
      await family?.parent.signIn();
      const tried = await family?.parent.call('cancelSignUp', asked(family.signUpId));
      expect(tried && faultOf(tried)).toEqual([409, 'class_cancel_too_late']);
    }
    test.clock.set(tuesday);
  });

  it('takes and declines only what it is offered', async () => {
    const { given } = await districtClass(test, { seats: 1 });
    const [holder] = await seated(test, given.id, 1);
    const waiting = await parentWithChild(test.app);
    const { id } = (await signUp(waiting, given.id, { waitIfFull: true })).body;
    const { parent } = waiting;
    // Nothing is offered yet.
    expect(faultOf(await parent.call('acceptSeat', asked(id)))).toEqual([409, 'offer_gone']);
    expect(faultOf(await parent.call('declineSeat', asked(id)))).toEqual([409, 'offer_gone']);
    await holder?.parent.call('cancelSignUp', asked(holder.signUpId));
    expect((await parent.call('acceptSeat', asked(id))).body.status).toBe('confirmed');
    expect((await parent.call('acceptSeat', asked(id))).body.status).toBe('confirmed');
    expect(faultOf(await parent.call('declineSeat', asked(id)))).toEqual([409, 'offer_taken']);
    await parent.call('cancelSignUp', asked(id));
    expect(faultOf(await parent.call('acceptSeat', asked(id)))).toEqual([409, 'offer_gone']);
    expect(faultOf(await parent.call('declineSeat', asked(id)))).toEqual([409, 'offer_gone']);
  });

  it('gets the first answer to a retry that comes when nobody can sign up any more', async () => {
    const { given } = await districtClass(test);
    const family = await parentWithChild(test.app);
    const first = await signUp(family, given.id, { key: 'sign-up-key-late' });
    test.clock.set(afterwards);
    await family.parent.signIn();
    const late = await signUp(family, given.id, { key: 'sign-up-key-late' });
    expect([late.status, late.body.id]).toEqual([201, first.body.id]);
    expect(faultOf(await signUp(family, given.id))).toEqual([409, 'class_over']);
    test.clock.set(tuesday);
  });

  it('waits with no more children than the class says', async () => {
    const { given } = await districtClass(test, { seats: 1, mostPerFamily: 1 });
    await seated(test, given.id, 1);
    const { parent, child } = await parentWithChild(test.app);
    const twin = await parent.addChild('2025-04-08', '小圆');
    expect((await signUp({ parent, child }, given.id, { waitIfFull: true })).body.status).toBe('waiting');
    const second = await signUp({ parent, child: twin }, given.id, { waitIfFull: true });
    expect(faultOf(second)).toEqual([409, 'class_family_limit']);
  });
});
