import { describe, expect, it } from 'vitest';
import { readPickupText, refuseCodeDay, stateOfCode } from './pickup-codes.rules.js';

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
    ['012345', null],
  ])('is read from %j', (text, read) => {
    expect(readPickupText(text)).toEqual(read);
  });

  it('stays recalled for good', () => {
    expect(stateOfCode({ usedAt: null, revokedAt: before, expiresAt }, before)).toBe('revoked');
    expect(stateOfCode({ usedAt: null, revokedAt: before, expiresAt }, expiresAt)).toBe('revoked');
  });
});
