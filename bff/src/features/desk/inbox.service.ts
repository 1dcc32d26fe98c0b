import type { Query, Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../lib/clock.js';
import { decodeCursor, encodeCursor } from '../../lib/cursor.js';
import type { DeskSession, OfficerDesk } from '../../plugins/session.js';
import type { TemporaryAtDesk } from '../bookings/bookings.public.js';
import type { Districts } from '../centres/centres.public.js';
import type { FeeReductionsAtDesk } from '../families/families.public.js';

type Deps = {
  districts: Districts;
  feeReductions: FeeReductionsAtDesk;
  temporary: TemporaryAtDesk;
  clock: Clock;
};
type Item = Reply<'deskListInbox'>['items'][number];
type Waiting = { id: string; askedAt: Date; answerBy: Date };

/** What waits for an answer, and what the district's centres tell of themselves. */
export function inboxService({ districts, feeReductions, temporary, clock }: Deps) {
  /** Titles name no child and no reason: looking at those is audited. */
  async function deskListInbox(desk: DeskSession): Promise<Reply<'deskListInbox'>> {
    if (desk.role === 'staff') {
      const waiting = await temporary.listWaiting(desk.centreId);
      return { items: waiting.map((one) => toItem('temporary', '临时托', one)) };
    }
    const open = await feeReductions.listOpen(desk.districtCode);
    return {
      items: open.map(({ requestedAt: askedAt, ...one }) =>
        toItem('feeReduction', '减免申请', { ...one, askedAt }),
      ),
    };
  }

  function toItem(kind: Item['kind'], title: string, { id, askedAt, answerBy }: Waiting): Item {
    return {
      ...{ kind, id, title, askedAt: askedAt.toISOString(), answerBy: answerBy.toISOString() },
      isOverdue: answerBy <= clock.now(),
    };
  }

  async function deskListCentres(
    { districtCode }: OfficerDesk,
    { cursor, limit = 20 }: Query<'deskListCentres'>,
  ): Promise<Reply<'deskListCentres'>> {
    const after = cursor ? String(decodeCursor(cursor, 1)[0]) : null;
    const centres = await districts.listCentres(districtCode, after, limit + 1);
    const page = centres.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(({ told, ...centre }) => ({
        ...centre,
        told: told && { places: told.places, asOf: told.at.toISOString() },
      })),
      nextCursor: centres.length > limit && last ? encodeCursor([last.id]) : null,
    };
  }

  return { deskListInbox, deskListCentres };
}
