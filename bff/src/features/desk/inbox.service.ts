import type { Query, Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../lib/clock.js';
import { decodeCursor, encodeCursor } from '../../lib/cursor.js';
import type { DeskSession, OfficerDesk } from '../../plugins/session.js';
import type { Districts } from '../centres/centres.public.js';
import type { FeeReductionsAtDesk } from '../families/families.public.js';

type Deps = { districts: Districts; feeReductions: FeeReductionsAtDesk; clock: Clock };

/** What waits for an officer, and what the district's centres tell of themselves. */
export function inboxService({ districts, feeReductions, clock }: Deps) {
  /** Nothing waits for the staff of a centre yet. Titles name no child and no reason: looking at those is audited. */
  async function deskListInbox(desk: DeskSession): Promise<Reply<'deskListInbox'>> {
    const open = desk.role === 'officer' ? await feeReductions.listOpen(desk.districtCode) : [];
    const now = clock.now();
    return {
      items: open.map(({ id, requestedAt, answerBy }) => ({
        ...{ kind: 'feeReduction', id, title: '减免申请' },
        askedAt: requestedAt.toISOString(),
        answerBy: answerBy.toISOString(),
        isOverdue: answerBy <= now,
      })),
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
