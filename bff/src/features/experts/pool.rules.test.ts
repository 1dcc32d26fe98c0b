import { expect, it } from 'vitest';
import { poolsOf } from './pool.rules.js';

it('the pools of a district are its own and those of the levels above it', () => {
  const pools = poolsOf('330106');
  expect(pools).toEqual(expect.arrayContaining(['330106', '3301', '33']));
  for (const other of ['330105', '33010601', '3302', '']) expect(pools).not.toContain(other);
});
