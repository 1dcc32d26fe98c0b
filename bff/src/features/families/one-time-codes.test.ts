import { describe, expect, it } from 'vitest';
import { oneTimeCodes } from './one-time-codes.js';

const codes = oneTimeCodes('a-secret-of-at-least-32-characters-0001');
const others = oneTimeCodes('a-secret-of-at-least-32-characters-0002');

describe('one-time codes', () => {
  it('are the same for the same id, in the form that people read out', () => {
    for (let index = 0; index < 200; index += 1) {
      const code = codes.invitationCode(`inv_${index}`);
      expect(code).toBe(codes.invitationCode(`inv_${index}`));
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
      expect(codes.pickupDigits(`pc_${index}`)).toMatch(/^\d{6}$/);
      expect(codes.pickupDigits(`pc_${index}`)).toBe(codes.pickupDigits(`pc_${index}`));
    }
  });

  it('cannot be worked out without the secret', () => {
    expect(others.invitationCode('inv_1')).not.toBe(codes.invitationCode('inv_1'));
    expect(others.pickupDigits('pc_1')).not.toBe(codes.pickupDigits('pc_1'));
    expect(others.invitationIndex('K7M2-9QXP')).not.toBe(codes.invitationIndex('K7M2-9QXP'));
    expect(others.mark('ch_1', 'martyrsChild')).not.toBe(codes.mark('ch_1', 'martyrsChild'));
  });

  it('are found however they are typed', () => {
    const spellings = [
      '01K2-9QXP',
      '01k29qxp',
      ' 0 1 k 2 9 q x p ',
      'OLK2–9QXP',
      'oIk2.9qxp',
      '０１Ｋ２９ＱＸＰ',
    ];
    expect(new Set(spellings.map((text) => codes.invitationIndex(text))).size).toBe(1);
    expect(codes.invitationIndex('01K2-9QXR')).not.toBe(codes.invitationIndex('01K2-9QXP'));
  });

  it('use their whole alphabet about evenly', () => {
    const counts = new Map<string, number>();
    for (let index = 0; index < 4000; index += 1)
      for (const character of codes.invitationCode(`inv_${index}`).replace('-', ''))
        counts.set(character, (counts.get(character) ?? 0) + 1);
    expect(counts.size).toBe(32);
    // 1000 expected each; five standard deviations.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(156);
  });
});
