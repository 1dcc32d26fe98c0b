import type { CareRequestDoc } from '@nearcare/bff/features/bookings/care-requests.model';
import { offerId } from '@nearcare/bff/features/bookings/queue.rules';
import type { RosterDoc } from '@nearcare/bff/features/bookings/roster.model';
import type { EntryDoc } from '@nearcare/bff/features/bookings/waitlist/entries.model';
import type { NoticeDoc } from '@nearcare/bff/features/notices/notices.model';
import type { Connection } from 'mongoose';
import { expect } from 'vitest';
import type { FakeNotices } from './fake-notices.js';

/**
 * One run of the jobs later: entries say what their rosters say, each offer has its place and its notice, what was taken
 * was committed, and no entry is stuck.
 */
export async function expectLinesToMatch(
  store: Connection,
  told: { of(familyId: string): readonly { kind: string }[] },
): Promise<void> {
  const [rosters, entries, requests] = await Promise.all([
    store.collection<RosterDoc>('rosters').find().toArray(),
    store.collection<EntryDoc>('waitlistEntries').find().toArray(),
    store.collection<CareRequestDoc>('careRequests').find().toArray(),
  ]);
  const offers = rosters.flatMap(({ claims }) => claims.flatMap(({ id, isOffer }) => (isOffer ? [id] : [])));
  const items = rosters.flatMap(({ queue = [] }) => queue);
  expect(offers.sort()).toEqual(
    items.flatMap(({ entry, state }) => (state === 'offered' ? [offerId(entry)] : [])).sort(),
  );
  for (const item of items.filter(({ familyId }) => familyId !== '')) {
    const entry = entries.find(({ _id }) => _id === item.entry);
    expect([item.entry, entry?.status, entry?.isUntold]).toEqual([
      item.entry,
      item.state === 'taken' ? 'accepted' : item.state,
      undefined,
    ]);
    // A taken one was committed: what was not gave its place back to the offer.
    const by = item.by?.split('#');
    if (item.state === 'taken')
      expect(requests.find(({ _id }) => _id === by?.[0])?.versions.map(({ n }) => String(n))).toContain(
        by?.[1],
      );
    if (item.state === 'offered')
      expect(told.of(item.familyId).map(({ kind }) => kind)).toContain('placeOffered');
  }
  for (const { _id, status } of entries)
    if (!items.some(({ entry }) => entry === _id)) expect([_id, status]).toEqual([_id, 'abandoned']);
}

/** What families were told: by servers, as it stands in the store, and by stacks of a test. */
export async function noticesIn(store: Connection, ...others: Pick<FakeNotices, 'of'>[]) {
  const notices = await store.collection<NoticeDoc>('notices').find().toArray();
  return {
    of: (familyId: string): { kind: string }[] => [
      ...others.flatMap((told) => told.of(familyId)),
      ...notices.filter((notice) => notice.familyId === familyId),
    ],
  };
}
