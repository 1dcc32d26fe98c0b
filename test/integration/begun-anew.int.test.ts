import { rosterModel } from '@nearcare/bff/features/bookings/roster.model';
import { beforeAll, expect, it } from 'vitest';
import { ownStore } from '../support/data-folder.js';

const own = ownStore();
const [scope, date] = ['f_aaaa', '2026-11-26'] as const;
const word = { places: 1, epoch: 0 };
const seed = { _id: `ch_aaaa:${date}`, scope, date, ...word };
const claimOf = (id: string, slots: number[]) =>
  ({
    kind: 'claim',
    claim: { id, owner: id, slots, childId: 'ch_aaaa', familyId: scope },
    ...word,
  }) as const;

let one: ReturnType<typeof rosterModel>;
let other: ReturnType<typeof rosterModel>;
beforeAll(() => {
  one = rosterModel(own.store, 'ChildDay', 'childDays', () => new Date());
  other = rosterModel(own.store.useDb(own.store.name), 'ChildDay', 'childDays', () => new Date());
});

it('a day that was erased and begun anew loses nothing to a process that remembers the old one', async () => {
  await one.apply(seed, claimOf('r_old#1', [16]));
  await other.eraseScope(scope);
  await other.apply(seed, claimOf('r_new#1', [18]));
  await one.apply(seed, claimOf('r_new#2', [20]));
  const { claims = [] } = (await one.find(seed._id)) ?? {};
  expect(claims.map(({ id }) => id)).toEqual(['r_new#1', 'r_new#2']);
});
