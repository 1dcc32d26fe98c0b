import { describe, expect, it } from 'vitest';
import { codeMeant, readPickupText, refuseCodeDay, stateOfCode } from './pickup-codes.rules.js';

describe('the day of a pick-up code', () => {
  it('is today or one of the next seven', () => {
    expect(refuseCodeDay('2026-11-24', '2026-11-24')).toBeNull();
    expect(refuseCodeDay('2026-12-01', '2026-11-24')).toBeNull();
  });

  it('is not yesterday, nor further ahead', () => {
    expect(refuseCodeDay('2026-11-23', '2026-11-24')).toEqual({
      code: 'date_in_past',
      facts: { date: '2026-11-24' },
    });
    expect(refuseCodeDay('2026-12-02', '2026-11-24')).toEqual({
      code: 'date_too_far',
      facts: { date: '2026-12-01' },
    });
  });
});

describe('a pick-up code', () => {
  const expiresAt = new Date('2026-11-24T16:00:00Z');
  const before = new Date('2026-11-24T15:59:59Z');

  it('is valid until its day is over', () => {
    expect(stateOfCode({ usedAt: null, revokedAt: null, expiresAt }, before)).toBe('valid');
    expect(stateOfCode({ usedAt: null, revokedAt: null, expiresAt }, expiresAt)).toBe('expired');
  });

  it('stays used for good', () => {
    const used = { usedAt: before, revokedAt: null, expiresAt };
    expect([stateOfCode(used, before), stateOfCode(used, expiresAt)]).toEqual(['used', 'used']);
  });

  it.each([
    ['nearcare:pickup:pc_7k2m:012345', { id: 'pc_7k2m', digits: '012345' }],
    [' nearcare:pickup:pc_7k2m:012345\n', { id: 'pc_7k2m', digits: '012345' }],
    ['nearcare:pickup:pc_7k2m:12345', null],
    ['nearcare:pickup:b_7k2m:012345', null],
    ['nearcare:card:pc_7k2m:012345', null],
    ['xnearcare:pickup:pc_7k2m:012345', null],
    ['012345', { id: null, digits: '012345' }],
    ['012 345', { id: null, digits: '012345' }],
    ['0123456', null],
    ['01234５', null],
  ])('is read from %j', (text, read) => {
    expect(readPickupText(text)).toEqual(read);
  });

  it('is meant by digits that it alone has', () => {
    const digitsOf = (id: string) => ({ pc_1: '012345', pc_2: '678901', pc_3: '678901' })[id] ?? '';
    const codes = [{ _id: 'pc_1' }, { _id: 'pc_2' }, { _id: 'pc_3' }];
    const meant = (digits: string) => codeMeant(codes, digits, digitsOf)?._id;
    expect([meant('012345'), meant('678901'), meant('000000')]).toEqual(['pc_1', undefined, undefined]);
  });

  it('stays recalled for good', () => {
    expect(stateOfCode({ usedAt: null, revokedAt: before, expiresAt }, before)).toBe('revoked');
    expect(stateOfCode({ usedAt: null, revokedAt: before, expiresAt }, expiresAt)).toBe('revoked');
  });
});
