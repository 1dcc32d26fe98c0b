import type { Body, Query, Reply } from '@nearcare/shared/contract/types';
import type { FamilyKey, FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { decodeCursor, encodeCursor } from '../../lib/cursor.js';
import { DomainError } from '../../lib/domain-error.js';
import { derivedId } from '../../lib/ids.js';
import type { Session } from '../../plugins/session.js';
import type { Guardians } from '../auth/auth.public.js';
import type { NoticeWords } from './notice-entry.js';
import { wordsOf } from './notice-words.js';
import type { NoticeDoc, NoticePlace, NoticesModel } from './notices.model.js';
import type { NoticeEvent, Notices, NoticesOfFamily } from './notices.public.js';
import type { OutboxModel } from './outbox.model.js';
import type { SubscriptionsModel } from './subscriptions.model.js';

/** Long enough to look up what was said; then they go, the record of whom they were told with them. */
const keptDays = 180;
const pageSize = 20;
const mostExported = 10_000;

type Who = Pick<Session, 'familyId' | 'guardianId'>;
type Notice = Reply<'listNotices'>['items'][number];
type Deps = { model: NoticesModel; guardians: Guardians; keys: FamilyKeys; clock: Clock };

/** Telling families, as the other features do it. */
export function noticesPublic({ model, guardians, keys, clock }: Deps): Notices {
  return {
    /** One insert: with it everybody has been told in the app, and the job knows whom to send it to. */
    async tell(event: NoticeEvent): Promise<void> {
      const { familyId, kind, isBlurred, onlyTo } = event;
      const timeOf = (instant: Date): Date => (isBlurred ? wholeHour(instant) : instant);
      const at = timeOf(event.at);
      const recipients = (await guardians.listGuardians(familyId))
        .map(({ id }) => id)
        .filter((id) => onlyTo === undefined || id === onlyTo);
      const key = recipients.length > 0 ? await livingKey(keys, familyId) : null;
      if (!key) return;
      const _id = derivedId('n', familyId, event.key, ...(onlyTo === undefined ? [] : [onlyTo]));
      const toldAt = timeOf(clock.now());
      await model.insert({
        ...{ _id, familyId, kind, at, toldAt, recipients },
        sealed: key.seal(placeOf(_id), JSON.stringify(wordsOf(event))),
        unreadBy: recipients,
        isPosted: false,
        forgetAt: new Date(toldAt.getTime() + keptDays * 86_400_000),
      });
    },
  };
}

/** null: the family is no more. */
async function livingKey(keys: FamilyKeys, familyId: string): Promise<FamilyKey | null> {
  return keys.ensure(familyId).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'session_expired') return null;
    throw error;
  });
}

/** What one guardian was told. */
export function inboxService({ model, keys }: Pick<Deps, 'model' | 'keys'>) {
  async function listNotices(
    { familyId, guardianId }: Who,
    { cursor, limit = pageSize }: Query<'listNotices'>,
  ): Promise<Reply<'listNotices'>> {
    const before = cursor === undefined ? null : placeAt(cursor);
    const [found, unread, key] = await Promise.all([
      model.list(familyId, guardianId, limit + 1, before),
      model.countUnread(familyId, guardianId),
      keys.find(familyId),
    ]);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      items: key ? page.map((notice) => toNotice(notice, key, guardianId)) : [],
      nextCursor: found.length > limit && last ? encodeCursor([last.toldAt.getTime(), last._id]) : null,
      unread,
    };
  }

  /** @throws DomainError not_found when there is no such notice for this guardian */
  async function markNoticesRead(
    { familyId, guardianId }: Who,
    { until }: Body<'markNoticesRead'>,
  ): Promise<Reply<'markNoticesRead'>> {
    const place = until === 'all' ? null : await model.findFor(familyId, guardianId, until);
    if (until !== 'all' && !place) throw new DomainError('not_found');
    await model.markRead(familyId, guardianId, place);
    return { unread: await model.countUnread(familyId, guardianId) };
  }

  return { listNotices, markNoticesRead };
}

type FamilyDeps = Pick<Deps, 'model' | 'keys'> & { outbox: OutboxModel; subscriptions: SubscriptionsModel };

/** Notices as taking away and deleting see them. */
export function noticesOfFamily({ model, outbox, subscriptions, keys }: FamilyDeps): NoticesOfFamily {
  return {
    async listForExport(familyId, guardianId) {
      const key = await keys.find(familyId);
      const told = key ? await model.list(familyId, guardianId, mostExported, null) : [];
      return told.flatMap((notice) => {
        if (!key) return [];
        const { title, text, at, isRead } = toNotice(notice, key, guardianId);
        return [{ title, text, at, isRead }];
      });
    },
    async forgetGuardian(familyId, guardianId) {
      await model.forgetGuardian(familyId, guardianId);
      await outbox.forgetGuardian(guardianId, familyId);
      await subscriptions.forgetGuardian(guardianId);
    },
    async eraseFamily(familyId) {
      await model.eraseFamily(familyId);
      await outbox.eraseFamily(familyId);
    },
  };
}

export function openWords({ _id, sealed }: NoticeDoc, key: FamilyKey): NoticeWords {
  return JSON.parse(key.open(placeOf(_id), sealed)) as NoticeWords;
}

function wholeHour(instant: Date): Date {
  return new Date(Math.floor(instant.getTime() / 3_600_000) * 3_600_000);
}

function placeOf(id: string): string {
  return `notices/${id}`;
}

function placeAt(cursor: string): NoticePlace {
  const [at, id] = decodeCursor(cursor, 2);
  return { toldAt: new Date(Number(at)), _id: String(id) };
}

function toNotice(notice: NoticeDoc, key: FamilyKey, guardianId: string): Notice {
  const { _id: id, kind, at, unreadBy } = notice;
  const { title, text, target } = openWords(notice, key);
  return { id, kind, title, text, target, at: at.toISOString(), isRead: !unreadBy.includes(guardianId) };
}
