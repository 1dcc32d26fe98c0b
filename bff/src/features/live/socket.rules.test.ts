import { describe, expect, it } from 'vitest';
import { closeCodes, readMessage, type Taking, taking } from './socket.rules.js';

describe('a message of a phone', () => {
  it.each([
    ['{"type":"join","token":"t"}', { type: 'join', token: 't', after: 0, as: 'family' }],
    ['{"type":"join","token":"t","after":7,"as":"desk"}', { type: 'join', token: 't', after: 7, as: 'desk' }],
    ['{"type":"auth","token":"t"}', { type: 'auth', token: 't' }],
    ['{"type":"pong"}', { type: 'pong' }],
    [
      '{"type":"join","token":"t","after":1000000000}',
      { type: 'join', token: 't', after: 1_000_000_000, as: 'family' },
    ],
  ])('%s is understood', (text, message) => {
    expect(readMessage(text)).toEqual(message);
  });

  it.each([
    ...['', 'null', '7', '"join"', '[]', '{', '{"type":"join"}', '{"type":"join","token":7}'],
    ...['{"type":"join","token":"t","after":-1}', '{"type":"join","token":"t","after":1.5}'],
    ...['{"type":"join","token":"t","after":"1"}', '{"type":"join","token":"t","as":"host"}'],
    ...['{"type":"join","token":"t","after":1000000001}', '{"type":"join","token":"t","after":1e999}'],
    ...['{"type":"auth","token":""}', '{"type":"say","token":"t","text":"x"}'],
  ])('%s is none', (text) => {
    expect(readMessage(text)).toBeNull();
  });
});

describe('messages of one socket', () => {
  const start = new Date('2026-11-24T01:00:00Z');
  const many = (count: number, from: Taking) =>
    Array.from({ length: count }).reduce<Taking>((level) => taking.after(level, start), from);

  it('may be twenty at once', () => {
    expect(taking.isTooMany(many(20, taking.fresh(start)))).toBe(false);
    expect(taking.isTooMany(many(21, taking.fresh(start)))).toBe(true);
  });

  it('may go on one a second', () => {
    let level = many(20, taking.fresh(start));
    for (let second = 1; second < 60; second += 1) {
      level = taking.after(level, new Date(start.getTime() + second * 1000));
      expect(taking.isTooMany(level)).toBe(false);
    }
  });
});

describe('a refusal', () => {
  it.each([
    ['session_expired', closeCodes.token],
    ['sign_up_first', closeCodes.refused],
    ['second_factor_required', closeCodes.refused],
    ['class_cancelled', closeCodes.gone],
    ['not_found', closeCodes.gone],
    ['service_unavailable', closeCodes.restart],
  ] as const)('%s closes with %i', (code, expected) => {
    expect(closeCodes.ofError(code)).toBe(expected);
  });
});
