import type { Children } from '../families/families.public.js';
import type { Notices } from '../notices/notices.public.js';
import { type News, untoldNews } from '../notices/untold.public.js';
import { acceptedFor, quotedIn } from './bookings.view.js';
import { type BookedDay, bookingId, type DeclineReason } from './care-request.rules.js';
import type { CareRequestDoc, CareRequestsModel } from './care-requests.model.js';
import { versionsOf } from './held-stays.rules.js';
import type { SealedWords } from './sealed-words.js';

type Deps = { requests: CareRequestsModel; families: Children; notices: Notices; words: SealedWords };

export type BookingNews = News<CareRequestDoc>;

/** Tells families what was done with their bookings, and reminds them: booked, changed, answered or ended, or nobody came. */
export function bookingNews({ requests, families, notices, words }: Deps): BookingNews {
  async function tellAbout(request: CareRequestDoc): Promise<void> {
    const child = await families.findChild(request.familyId, request.childId);
    // Who removed the child ended its bookings by that and has nothing to hear.
    if (child) for (const day of request.days) await tellDay(request, day, child.nickname);
  }

  async function tellDay(request: CareRequestDoc, day: BookedDay, childNickname: string): Promise<void> {
    const { familyId, bookedBy, confirmedAt } = request;
    const { quote, quoted } = acceptedFor(request, day);
    const id = bookingId(request._id, day);
    const versions = versionsOf(request, day);
    const facts = {
      ...{ bookingId: id, centreName: quote.centreName, childNickname },
      ...{ date: day.date, from: quoted.from },
    };
    if (bookedBy && confirmedAt) {
      const key = `bookings/${id}/booked`;
      await notices.tell({ kind: 'bookedAtDesk', key, familyId, at: confirmedAt, facts });
    }
    for (const [nth, { n, at, quote: changed }] of versions.entries()) {
      const before = versions[nth - 1];
      if (!before) continue;
      const { date, from } = quotedIn(changed, day.index);
      const was = quotedIn(before.quote, day.index);
      const change = { ...facts, date, from, before: { date: was.date, from: was.from } };
      const key = `bookings/${id}/changed/${n}`;
      await notices.tell({ kind: 'bookingChanged', key, familyId, at, facts: change });
    }
    if (day.state === 'confirmed' && day.remindedAt) {
      const key = `bookings/${id}/reminder/${day.date}`;
      await notices.tell({ kind: 'careTomorrow', key, familyId, at: day.remindedAt, facts });
    }
    if (day.state === 'noShow' && day.missedAt) {
      const key = `bookings/${id}/noShow`;
      await notices.tell({ kind: 'markedNoShow', key, familyId, at: day.missedAt, facts });
    }
    if (day.answeredAt || day.state === 'expired') {
      const key = `bookings/${id}/answered`;
      const answer = answerOf(day);
      const at = day.answeredAt ?? day.answerBy ?? new Date(0);
      await notices.tell({ kind: 'temporaryAnswered', key, familyId, at, facts: { ...facts, ...answer } });
    }
    if (day.cancelledAt && day.cancelledBy !== 'parent') {
      const key = `bookings/${id}/cancelled`;
      const reason = (await words.reasonOf({ request, day })) ?? '';
      const ended = { ...facts, reason };
      await notices.tell({
        kind: 'bookingCancelledByCentre',
        ...{ key, familyId, at: day.cancelledAt, facts: ended },
      });
    }
  }

  return untoldNews({ listUntold: requests.listUntold, tellAbout, markTold: requests.markTold });
}

const declineWords: Readonly<Record<DeclineReason, string>> = {
  tooFewCarers: '老师人手不够',
  groupFull: '班里的孩子满了',
  visitFirst: '要先来园里登记',
  callUs: '请打电话商量',
};

function answerOf({ state, declineReason }: BookedDay) {
  if (declineReason) return { answer: 'declined' as const, reason: declineWords[declineReason] };
  return { answer: state === 'expired' ? ('none' as const) : ('accepted' as const), reason: '' };
}
