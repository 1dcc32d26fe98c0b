import type { Clock } from '../../../lib/clock.js';
import { type Centres, placesForBookings } from '../../centres/centres.public.js';
import type { RosterDoc, RosterModel } from '../roster.model.js';
import { type QueueItem, rosterId } from '../roster.rules.js';
import type { Command } from '../roster-commands.rules.js';
import type { EntryCopies } from './copies.js';
import type { EntriesModel } from './entries.model.js';
import { abandoned } from './entries.rules.js';
import { seedOf } from './in-roster.js';
import type { WaitlistNews } from './waitlist-news.js';

type Deps = {
  entries: EntriesModel;
  rosters: RosterModel;
  copies: EntryCopies;
  news: WaitlistNews;
  centres: Pick<Centres, 'findBookable'>;
  clock: Clock;
};

/** A `joining` of this age has no living process behind it. Courtesy, not safety: one that wakes late waits after all. */
const joiningTooOldMs = 60_000;
/** A woken process can write late; so can a clock that is a little off. */
const overlapMs = 10 * 60_000;
const pageSize = 500;

/** Ends offers whose time is over, lets rosters hear of new places, and settles what a crash left. Safe twice at once. */
export function waitlistKeeper({ entries, rosters, copies, news, centres, clock }: Deps) {
  // From the beginning at first: the crash may have been long ago.
  let scannedUntil = new Date(0);

  async function run() {
    const startedAt = clock.now();
    const counts = {
      expired: await expireOffers(startedAt),
      heard: await hearCentres(startedAt),
      abandoned: await abandonOldJoining(startedAt),
      copied: await copyTouched(),
    };
    scannedUntil = new Date(startedAt.getTime() - overlapMs);
    // Last: notices that can't be given now keep nothing else from being settled.
    return { ...counts, told: await news.tellAll() };
  }

  async function expireOffers(now: Date): Promise<number> {
    const overdue = await entries.listOverdue(now, pageSize);
    for (const entry of overdue) {
      await rosters.apply(seedOf(entry), { kind: 'expire', entry: entry._id });
      await copies.refresh(entry);
    }
    return overdue.length;
  }

  /** A group that has more places than its roster knows has them for those who wait, without anybody booking there. */
  async function hearCentres(now: Date): Promise<number> {
    const waiting = await entries.listWaiting(now);
    const places = new Map(waiting.map((entry) => [rosterId(entry.groupId, entry.date), entry]));
    let count = 0;
    for (const roster of await rosters.findMany([...places.keys()])) {
      const entry = places.get(roster._id);
      const centre = entry && (await centres.findBookable(entry.centreId));
      // What is suspended is closed by the sweep.
      if (!centre || centre.filing.status !== 'filed' || centre.epoch <= roster.epoch) continue;
      const group = centre.groups.find(({ id }) => id === entry.groupId);
      const word = { epoch: centre.epoch, places: group ? placesForBookings(group) : 0 };
      await rosters.apply(seedOf(entry, word), { kind: 'hear', ...word });
      count += 1;
    }
    return count;
  }

  async function abandonOldJoining(now: Date): Promise<number> {
    const old = await entries.listJoiningBefore(new Date(now.getTime() - joiningTooOldMs), pageSize);
    for (const entry of old) {
      const current = await copies.refresh(entry);
      if (current.status === 'joining') await entries.decideOn(entry._id, abandoned);
    }
    return old.length;
  }

  async function copyTouched(): Promise<number> {
    let count = 0;
    let since = scannedUntil;
    for (;;) {
      const page = await rosters.listTouchedSince(since, pageSize);
      for (const roster of page) count += await copyUnlike(roster);
      const last = page.at(-1);
      if (!last || page.length < pageSize || last.touchedAt <= since) return count;
      since = last.touchedAt;
    }
  }

  /** @returns how many entries were unlike their roster, or are of a family that is gone */
  async function copyUnlike(roster: RosterDoc): Promise<number> {
    const queue = (roster.queue ?? []).filter(({ familyId }) => familyId !== '');
    if (queue.length === 0) return 0;
    const known = new Map(
      (await entries.findMany(queue.map(({ entry }) => entry))).map((one) => [one._id, one]),
    );
    let count = 0;
    for (const item of queue) {
      const entry = known.get(item.entry);
      if (entry && entry.ver === item.ver && item.state !== 'taken') continue;
      if (entry?.status === 'accepted') continue;
      // An entry stands before its place in line, so one that is not there was erased with its family.
      if (entry) await copies.copy(item);
      else await rosters.apply(roster, forgetting(item));
      count += 1;
    }
    return count;
  }

  return { run };
}

function forgetting({ entry, bookableUntil, timeZone, hold }: QueueItem): Command {
  return { kind: 'forget', entry, bookableUntil, timeZone, hold };
}
