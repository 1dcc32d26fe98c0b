import { describe, expect, it } from 'vitest';
import { localCheck, wechatCheck } from './content-check.js';

const account = (answer: object | Error, asked: unknown[] = []) => ({
  appId: 'wx1',
  askWithSecret: async () => ({}),
  async askWithToken(_path: string, body: object) {
    asked.push(body);
    if (answer instanceof Error) throw answer;
    return answer as Record<string, unknown>;
  },
});
const silent = () => undefined;

describe('the check of texts', () => {
  it.each([
    ['老师打了孩子的手', false],
    ['看 https://example.com 就知道', true],
    ['加微信聊', true],
    ['身份证 33010219900101123X', true],
    ['退费 1600 元，电话 13900001111', false],
  ])('by our own rules says of “%s”: %s', async (text, expected) => {
    expect(await localCheck.isDoubtful(text, null)).toBe(expected);
  });

  it('asks WeChat where it may, and doubts what that calls risky', async () => {
    const asked: unknown[] = [];
    const check = wechatCheck(account({ errcode: 0, result: { suggest: 'risky' } }, asked), silent);
    expect([await check.isDoubtful('老师', 'o1'), await check.isDoubtful('老师', null)]).toEqual([
      true,
      false,
    ]);
    expect(asked).toEqual([{ version: 2, scene: 2, openid: 'o1', content: '老师' }]);
  });

  it('doubts nothing when WeChat does not answer, and never fails a report', async () => {
    const check = wechatCheck(account(new Error('away')), silent);
    expect(await check.isDoubtful('老师', 'o1')).toBe(false);
    expect(await wechatCheck(account({ errcode: 87014 }), silent).isDoubtful('老师', 'o1')).toBe(false);
  });
});
