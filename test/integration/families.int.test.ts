import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp } from '../support/build-test-app.js';
import { Parent } from '../support/parent.js';

let test: TestApp;
beforeAll(async () => {
  test = await buildTestApp();
});
afterAll(() => test.close());

describe('a family', () => {
  it('has the children that were added, each once, with their months of age', async () => {
    const parent = await new Parent(test.app).signIn();
    const body = { nickname: '小满', birthOn: '2025-04-08' };
    const answers = await Promise.all(
      [1, 2, 3].map(() => parent.call('addChild', { body, key: 'add-child-1' })),
    );
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    const { children, phoneTail } = (await parent.call('getMyFamily')).body;
    expect(children).toMatchObject([{ nickname: '小满', ageMonths: 19 }]);
    expect(phoneTail).toBe(parent.phone.slice(-4));
  });

  it.each([
    ['a child not yet born', { nickname: '小满', birthOn: '2026-11-25' }, 400, 'child_not_born'],
    ['a child of three years', { nickname: '小满', birthOn: '2023-11-24' }, 409, 'child_too_old'],
    ['a day that does not exist', { nickname: '小满', birthOn: '2025-02-30' }, 400, 'input_invalid'],
    ['an empty name', { nickname: '', birthOn: '2025-02-03' }, 400, 'input_invalid'],
    ['a name of spaces', { nickname: '  ', birthOn: '2025-02-03' }, 400, 'input_invalid'],
    ['an operator instead of a date', { nickname: '小满', birthOn: { $gt: '' } }, 400, 'input_invalid'],
    [
      'a field nobody asked for',
      { nickname: '小满', birthOn: '2025-02-03', idNumber: '1' },
      400,
      'input_invalid',
    ],
  ])('refuses %s and keeps nothing of it', async (_, body, status, code) => {
    const parent = await new Parent(test.app).signIn();
    const answer = await parent.call('addChild', { body });
    expect([answer.status, answer.problem.code]).toEqual([status, code]);
    expect((await parent.call('getMyFamily')).body.children).toEqual([]);
  });

  it('takes a child one day before it is three', async () => {
    const parent = await new Parent(test.app).signIn();
    const answer = await parent.call('addChild', { body: { nickname: '大宝', birthOn: '2023-11-25' } });
    expect([answer.status, answer.body.ageMonths]).toEqual([201, 35]);
  });

  it('refuses a key that comes back with another child', async () => {
    const parent = await new Parent(test.app).signIn();
    await parent.call('addChild', { body: { nickname: '一', birthOn: '2025-02-03' }, key: 'child-key-1' });
    const again = await parent.call('addChild', {
      body: { nickname: '二', birthOn: '2025-02-03' },
      key: 'child-key-1',
    });
    expect([again.status, again.problem.code]).toEqual([422, 'idempotency_key_reused']);
  });
});
