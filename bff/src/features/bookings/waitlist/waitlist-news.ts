import { civilNow } from '../../../lib/zone.js';
import type { Centres } from '../../centres/centres.public.js';
import type { Children } from '../../families/families.public.js';
import type { Notices } from '../../notices/notices.public.js';
import { type News, untoldNews } from '../../notices/untold.public.js';
import type { EntriesModel, EntryDoc } from './entries.model.js';

type Deps = {
  entries: Pick<EntriesModel, 'listUntold' | 'markTold'>;
  centres: Pick<Centres, 'findBookable'>;
  families: Children;
  notices: Notices;
};

export type WaitlistNews = News<EntryDoc>;

const changes = { expired: 'expired', closed: 'closed', waiting: 'withdrawn' } as const;

/** Tells families that a place is kept for them, and what became of their waiting without their doing. */
export function waitlistNews({ entries, centres, families, notices }: Deps): WaitlistNews {
  async function tellAbout(entry: EntryDoc): Promise<void> {
    const { _id: id, familyId, childId, centreId, date, from, status, ver, offeredUntil } = entry;
    const [child, centre] = await Promise.all([
      families.findChild(familyId, childId),
      centres.findBookable(centreId),
    ]);
    // Who removed the child left the line by that and has nothing to hear.
    if (!child || !centre) return;
    const facts = {
      ...{ waitlistEntryId: id, centreName: centre.name, childNickname: child.nickname, date, from },
    };
    if (status === 'offered' && offeredUntil) {
      // The same offer again, after an attempt to accept it failed, is no second news.
      const key = `waitlist/${id}/offered/${offeredUntil.toISOString()}`;
      const until = civilNow(entry.timeZone, offeredUntil);
      const at = entry.changedAt;
      await notices.tell({ kind: 'placeOffered', key, familyId, at, facts: { ...facts, until } });
    }
    if (status === 'expired' || status === 'closed' || status === 'waiting') {
      const key = `waitlist/${id}/${status}/${ver}`;
      const change = changes[status];
      await notices.tell({
        kind: 'waitlistChanged',
        ...{ key, familyId, at: entry.changedAt, facts: { ...facts, change } },
      });
    }
  }

  return untoldNews({ listUntold: entries.listUntold, tellAbout, markTold: entries.markTold });
}
