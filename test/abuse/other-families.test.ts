import { createHmac } from 'node:crypto';
import { type OperationId, routes } from '@nearcare/shared/contract/routes';
import { operations } from '@nearcare/shared/schemas/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp } from '../support/build-test-app.js';
import { addCentre } from '../support/factories.js';
import { Parent, parentWithChild } from '../support/parent.js';

const thursday = '2026-11-26';
let test: TestApp;
let owner: Awaited<ReturnType<typeof parentWithChild>>;
let thief: Awaited<ReturnType<typeof parentWithChild>>;
let centreId: string;
let bookingId: string;
let quoteId: string;

beforeAll(async () => {
  test = await buildTestApp();
  centreId = (await addCentre(test.app.store))._id;
  owner = await parentWithChild(test.app);
  thief = await parentWithChild(test.app);
  bookingId = (await owner.parent.book(centreId, owner.child.id, thursday)).body.id;
  quoteId = (await owner.parent.quote(centreId, owner.child.id, '2026-11-27')).body.id;
});
afterAll(() => test.close());

/** A call for every operation that names something of a family, with the ids given. */
const calls = (ids: { bookingId: string; childId: string; quoteId: string }) =>
  ({
    getBooking: { params: { bookingId: ids.bookingId } },
    cancelBooking: { params: { bookingId: ids.bookingId }, body: {} },
    createBooking: { body: { quoteId: ids.quoteId } },
    quoteBooking: { body: { centreId, childId: ids.childId, mode: 'fullDay', date: thursday } },
    getCentreAvailability: { params: { centreId }, query: { mode: 'fullDay', childId: ids.childId } },
  }) satisfies Partial<Record<OperationId, unknown>>;

describe('another family’s things', () => {
  const random = {
    bookingId: 'b_0000000000000000',
    childId: 'c_0000000000000000',
    quoteId: 'q_0000000000000000',
  };
  for (const id of Object.keys(calls(random)) as (keyof ReturnType<typeof calls>)[]) {
    it(`${id} answers the same as for things that do not exist`, async () => {
      const theirs = { bookingId, childId: owner.child.id, quoteId };
      const [foreign, none] = [
        await thief.parent.call(id, calls(theirs)[id]),
        await thief.parent.call(id, calls(random)[id]),
      ];
      const { requestId: _, ...foreignProblem } = foreign.problem;
      const { requestId: __, ...noneProblem } = none.problem;
      expect(foreign.status).toBe(404);
      expect(foreignProblem).toEqual(noneProblem);
    });
  }

  it('stay as they were', async () => {
    const booking = await owner.parent.call('getBooking', { params: { bookingId } });
    expect(booking.body.status).toBe('confirmed');
    expect((await thief.parent.call('listMyBookings')).body.items).toEqual([]);
  });
});

describe('every operation of a family', () => {
  const ofFamilies = (Object.keys(routes) as OperationId[]).filter(
    (id) => operations[id].access === 'family',
  );
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = () => ({ sid: 's_1', sub: 'g_1', fam: owner.parent.familyId, iss: 'nearcare' });
  const signed = (head: object, body: object, secret: string) => {
    const text = `${part(head)}.${part(body)}`;
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
  };
  const tokens: Record<string, [() => string | null, string]> = {
    'no token': [() => null, 'sign_in_required'],
    'a malformed token': [() => 'not.a.token', 'sign_in_required'],
    'a token of alg none': [
      () => `${part({ alg: 'none', typ: 'JWT' })}.${part({ ...claims(), exp: 9_999_999_999 })}.`,
      'sign_in_required',
    ],
    'a token signed with a foreign key': [
      () =>
        signed(
          { alg: 'HS256', typ: 'JWT' },
          { ...claims(), exp: 9_999_999_999 },
          'a-foreign-secret-0123456789-0123456789',
        ),
      'sign_in_required',
    ],
    'an expired token': [
      () => signed({ alg: 'HS256', typ: 'JWT' }, { ...claims(), iat: 1, exp: 2 }, test.config.sessionSecret),
      'session_expired',
    ],
  };
  const params = { bookingId: 'b_0000000000000000' };

  for (const [what, [makeToken, code]] of Object.entries(tokens)) {
    it(`refuses ${what}`, async () => {
      for (const id of ofFamilies) {
        const answer = await new Parent(test.app).call(id, { params, token: makeToken(), body: bodyOf(id) });
        expect([id, answer.status, answer.problem.code]).toEqual([id, 401, code]);
      }
    });
  }

  it('takes the very same token when it is good (so the refusals above mean something)', async () => {
    const good = signed(
      { alg: 'HS256', typ: 'JWT' },
      { ...claims(), sub: 'g_none', iat: 1, exp: 9_999_999_999 },
      test.config.sessionSecret,
    );
    expect((await new Parent(test.app).call('listMyBookings', { token: good })).status).toBe(200);
  });
});

function bodyOf(id: OperationId): object | undefined {
  return routes[id].method === 'GET' ? undefined : {};
}
