import { describe, expect, it } from 'vitest';
import { china } from '../../regions/cn.js';
import { poland } from '../../regions/pl.js';
import { categoryRule, firstBody, levelOf } from './routing.rules.js';

const rules = china.complaints;
const filed = { category: 'service', hasWho: false, isCentreThere: true } as const;

describe('who looks after a complaint', () => {
  it('is the centre first for its service, and the department where somebody is named or nobody of a centre would see it', () => {
    expect(firstBody(rules, filed)).toBe('centre');
    expect(firstBody(rules, { ...filed, hasWho: true })).toBe('health');
    expect(firstBody(rules, { ...filed, isCentreThere: false })).toBe('health');
    expect(firstBody(rules, { ...filed, category: 'feeRefund' })).toBe('health');
  });

  it('is urgent by its category, or by how many children are ill', () => {
    expect(levelOf(rules, { category: 'abuse' })).toBe('urgent');
    expect(levelOf(rules, { category: 'infection' })).toBe('normal');
    expect(levelOf(rules, { category: 'infection', affectedChildren: 1 })).toBe('normal');
    expect(levelOf(rules, { category: 'infection', affectedChildren: 2 })).toBe('urgent');
    expect(levelOf(rules, { category: 'feeRefund', affectedChildren: 40 })).toBe('normal');
  });

  it('is never somebody without a name, in any region', () => {
    for (const { complaints } of [china, poland]) {
      const named = complaints.bodies.map(({ code }) => code);
      for (const { code } of complaints.categories)
        expect(named).toEqual(expect.arrayContaining([...categoryRule(complaints, code).bodies]));
    }
  });
});
