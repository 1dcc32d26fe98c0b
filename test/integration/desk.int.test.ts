import type { Reply } from '@nearcare/shared/contract/types';
import { beforeEach, describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { deletionStack } from '../support/deletion-stack.js';
import { authenticatorCode, deskHolder, officerOf, staffOf, terminal } from '../support/desk-holder.js';
import { addCentre } from '../support/factories.js';
import { faultOf, Parent } from '../support/parent.js';

const test = ownTestApp();
beforeEach(() => test.clock.set('2026-11-24T01:12:00Z'));

const invite = async (name = '王老师') =>
  terminal(test).invite(staffOf((await addCentre(test.app.store))._id), name);
const join = (who: Parent, invitationCode: string) => who.call('joinDesk', { body: { invitationCode } });
const signIn = () => new Parent(test.app).signIn();
const membershipsOf = async (who: Parent) => (await who.call('getDesk')).body.memberships;

describe('an invitation to a desk', () => {
  it('gives a place at it, in whatever spelling the code is typed', async () => {
    const { id, code } = await invite();
    expect(code).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]$/);
    const who = await signIn();
    const joined = await join(who, ` ${code.toLowerCase().replaceAll('-', ' ')}`);
    expect(joined.status).toBe(201);
    expect(joined.body).toMatchObject({ membershipId: id, role: 'staff', placeName: '测试托育中心' });
    expect(joined.body.secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(new URL(joined.body.otpauthUri ?? '').searchParams.get('secret')).toBe(joined.body.secret);
    expect(joined.body.otpauthUri).not.toContain(encodeURIComponent('王老师'));
    expect(await membershipsOf(who)).toEqual([
      { id, role: 'staff', placeName: '测试托育中心', isConfirmed: false },
    ]);
  });

  it('is one person’s, also when two try it at once', async () => {
    const { code } = await invite();
    const rivals = await Promise.all([1, 2, 3, 4].map(signIn));
    const answers = await Promise.all(rivals.map((who) => join(who, code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    const held = await Promise.all(rivals.map(membershipsOf));
    expect(held.flat()).toHaveLength(1);
    // Nor does trying again take it away from whoever has it.
    const again = [];
    for (const who of rivals) again.push((await join(who, code)).status);
    expect(again).toEqual(answers.map(({ status }) => status));
    expect(await Promise.all(rivals.map(membershipsOf))).toEqual(held);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.problem.code).toBe('invitation_expired');
  });

  it('shows a new secret until a code was right, and none ever after', async () => {
    const { id, code } = await invite();
    const who = await signIn();
    const first = (await join(who, code)).body;
    const second = (await join(who, code)).body;
    expect(second.membershipId).toBe(id);
    expect(second.secret).not.toBe(first.secret);
    const open = (secret: string | null) =>
      who.call('openDesk', { body: { code: authenticatorCode(secret, test.clock.now()) } });
    expect(faultOf(await open(first.secret))).toEqual([400, 'code_wrong']);
    expect((await open(second.secret)).status).toBe(200);
    const again = await join(who, code);
    expect([again.status, again.body]).toEqual([
      201,
      { membershipId: id, role: 'staff', placeName: '测试托育中心', secret: null, otpauthUri: null },
    ]);
  });

  it('is over after 72 hours, when it was ended, and for who guesses', async () => {
    const late = await invite();
    const ended = await invite();
    await terminal(test).end(ended.id);
    expect(faultOf(await join(await signIn(), ended.code))).toEqual([409, 'invitation_expired']);
    expect(faultOf(await join(await signIn(), '0000-0000-0000-0'))).toEqual([409, 'invitation_expired']);
    test.clock.advance({ minutes: 72 * 60 });
    expect(faultOf(await join(await signIn(), late.code))).toEqual([409, 'invitation_expired']);
  });

  it('may be tried ten times a day', async () => {
    const { code } = await invite();
    const who = await signIn();
    for (let tries = 0; tries < 10; tries += 1)
      expect(faultOf(await join(who, '0000-0000-0000-1'))).toEqual([409, 'invitation_expired']);
    expect(faultOf(await join(who, code))).toEqual([429, 'rate_limited']);
    test.clock.advance({ days: 1 });
    await who.signIn();
    expect((await join(who, code)).status).toBe(201);
  });

  it('is kept without code, name and secret in plain', async () => {
    const { secret, invitationCode } = await deskHolder(
      test,
      staffOf((await addCentre(test.app.store))._id),
      '欧阳春晓',
    );
    const stored = JSON.stringify(await test.app.store.collection('memberships').find().toArray());
    for (const text of ['欧阳春晓', secret ?? '', invitationCode, invitationCode.replaceAll('-', '')])
      expect(stored).not.toContain(text);
    expect((await terminal(test).listAll()).map(({ name }) => name)).toContain('欧阳春晓');
  });
});

describe('the second factor', () => {
  const ready = async () => {
    const { code } = await invite();
    const who = await signIn();
    const { secret } = (await join(who, code)).body;
    const codeAt = (offsetSeconds: number) =>
      authenticatorCode(secret, new Date(test.clock.now().getTime() + offsetSeconds * 1000));
    const open = (by: Parent, given: string) => by.call('openDesk', { body: { code: given } });
    return { who, codeAt, open };
  };

  it.each([
    [-30, 200],
    [0, 200],
    [30, 200],
    [-60, 400],
    [60, 400],
  ])('takes a code of %i seconds from now with %i', async (seconds, status) => {
    const { who, codeAt, open } = await ready();
    expect((await open(who, codeAt(seconds))).status).toBe(status);
  });

  it('opens one desk with one code, whoever else reads it, and none with an earlier one', async () => {
    const { who, codeAt, open } = await ready();
    const other = new Parent(test.app, who.phone);
    test.clock.advance({ minutes: 2 });
    await other.signIn();
    const answers = await Promise.all([open(who, codeAt(0)), open(other, codeAt(0))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
    const [winner, loser] = answers[0].status === 200 ? [who, other] : [other, who];
    // The answer may have been lost: the same device asks again.
    expect((await open(winner, codeAt(0))).status).toBe(200);
    expect(faultOf(await open(loser, codeAt(0)))).toEqual([400, 'code_wrong']);
    expect(faultOf(await open(loser, codeAt(-30)))).toEqual([400, 'code_wrong']);
    await winner.call('closeDesk');
    expect(faultOf(await open(winner, codeAt(0)))).toEqual([400, 'code_wrong']);
    expect((await open(loser, codeAt(30))).status).toBe(200);
  });

  it('waits after five wrong ones, of all devices and at once, and the right one does not help', async () => {
    const { who, codeAt, open } = await ready();
    const right = codeAt(0);
    const wrong = right === '000000' ? '000001' : '000000';
    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map(() => open(who, wrong)));
    expect(answers.map(({ status }) => status).sort()).toEqual([400, 400, 400, 400, 400, 429]);
    expect(faultOf(await open(who, right))).toEqual([429, 'rate_limited']);
    test.clock.advance({ minutes: 30 });
    await who.signIn();
    expect((await open(who, codeAt(0))).status).toBe(200);
  });

  it('counts only what was wrong', async () => {
    const { who, codeAt, open } = await ready();
    for (let times = 0; times < 7; times += 1) {
      expect((await open(who, codeAt(0))).status).toBe(200);
      test.clock.advance({ seconds: 30 });
    }
  });
});

describe('an open desk', () => {
  const opened = async () => {
    const centre = await addCentre(test.app.store);
    return { centre, ...(await deskHolder(test, staffOf(centre._id))) };
  };
  const isOpen = async (who: Parent) => (await who.call('deskListInbox')).status;

  it('says who acts where, until when', async () => {
    const { holder, membershipId, centre } = await opened();
    const { open } = (await holder.call('getDesk')).body;
    expect(open).toMatchObject({
      ...{ membershipId, role: 'staff', name: '王老师', district: null, today: '2026-11-24' },
      centre: { id: centre._id, name: centre.name, isDemo: false, groups: [{ id: centre.groups[0]?.id }] },
      openUntil: new Date(test.clock.now().getTime() + 12 * 3_600_000).toISOString(),
    });
  });

  it('is open on this device only', async () => {
    const { holder } = await opened();
    expect(await isOpen(holder)).toBe(200);
    const other = new Parent(test.app, holder.phone);
    test.clock.advance({ minutes: 2 });
    await other.signIn();
    expect(faultOf(await other.call('deskListInbox'))).toEqual([403, 'second_factor_required']);
    expect((await other.call('getDesk')).body.open).toBeNull();
  });

  it.each<[string, (desk: Awaited<ReturnType<typeof opened>>) => Promise<unknown>]>([
    ['closed', ({ holder }) => holder.call('closeDesk')],
    ['left alone for an hour', async () => test.clock.advance({ minutes: 60 })],
    ['ended at the terminal', ({ membershipId }) => terminal(test).end(membershipId)],
  ])('is no more once it was %s', async (_, end) => {
    const desk = await opened();
    await end(desk);
    const { holder } = desk;
    // Tokens live by the real clock, so the holder's is good still.
    expect(faultOf(await holder.call('deskListInbox'))).toEqual([403, 'second_factor_required']);
  });

  it('ends after twelve hours, however much it is used', async () => {
    const { holder } = await opened();
    for (let times = 0; times < 17; times += 1) {
      test.clock.advance({ minutes: 42 });
      expect(await isOpen(holder)).toBe(200);
    }
    test.clock.advance({ minutes: 6 });
    expect(await isOpen(holder)).toBe(403);
  });

  it('ends with the session', async () => {
    const { holder } = await opened();
    await holder.call('signOut', { body: { client: 'weapp', everywhere: true } });
    expect(faultOf(await holder.call('deskListInbox'))).toEqual([401, 'session_expired']);
  });

  it('ends with the account, and the name can’t be read any more', async () => {
    const { holder, membershipId } = await opened();
    await holder.call('deleteMyAccount', { body: { scope: 'family' } });
    await deletionStack(test)
      .process((write) => write())
      .run();
    const kept = (await terminal(test).listAll()).find(({ id }) => id === membershipId);
    expect(kept).toMatchObject({ state: 'ended', name: null });
  });
});

describe('an officer', () => {
  it('sees the centres of the own district, page by page, and no other’s', async () => {
    const code = 'district-of-officer';
    const district = { code, name: '河东区' };
    const centres = [];
    for (let count = 0; count < 5; count += 1) centres.push(await addCentre(test.app.store, { district }));
    await addCentre(test.app.store, { district: { code: 'elsewhere', name: '河西区' } });
    const { holder } = await deskHolder(test, officerOf(code, '河东区'), '李科长');
    const seen: Reply<'deskListCentres'>['items'] = [];
    let cursor: string | null = null;
    do {
      const page: Reply<'deskListCentres'> = (
        await holder.call('deskListCentres', { query: { limit: 2, ...(cursor ? { cursor } : {}) } })
      ).body;
      seen.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen.map(({ id }) => id)).toEqual(centres.map(({ _id }) => _id).sort());
    expect(seen[0]).toMatchObject({ filingStatus: 'filed', places: 4, told: null });
    expect((await holder.call('getDesk')).body.open).toMatchObject({
      centre: null,
      district: { code, name: '河东区' },
    });
  });

  it('finds nothing where staff act, nor staff where officers do', async () => {
    const officer = await deskHolder(test, officerOf('test-1'));
    const staff = await deskHolder(test, staffOf((await addCentre(test.app.store))._id));
    const asStaff = await officer.holder.call('deskRedeemPickupCode', { body: { text: 'nearcare:pickup' } });
    expect(faultOf(asStaff)).toEqual([404, 'not_found']);
    expect(faultOf(await staff.holder.call('deskListCentres'))).toEqual([404, 'not_found']);
  });
});
