import { type Availability, type CentreDetail, modesSold, sellsMonths } from '../../../api/centre';
import { type Fit, fitSentence, hasDayPrice } from './centre-facts';

/** What the dock offers: the one solid button, or why there is none. */
export type BookingWay = { kind: 'book' } | { kind: 'apply' } | { kind: 'none'; reason: string | null };

/**
 * Whether a day can be booked here for this child. `fit` and `days` are null while no age is known: the parent may press
 * then and is asked. The server decides again at every step; this only spares a walk into a refusal.
 */
export function bookingWay(given: {
  centre: CentreDetail;
  fit: Fit | null;
  nickname: string;
  days: Availability['days'] | null;
}): BookingWay {
  const { centre, fit, days } = given;
  // The card about the filing says why, in words.
  if (centre.filing.status !== 'filed') return { kind: 'none', reason: null };
  if (fit !== null && fit.kind !== 'fits' && fit.kind !== 'noGroups') {
    return { kind: 'none', reason: fitSentence(fit, given.nickname, centre.region.today) };
  }
  const ageGroup = fit?.kind === 'fits' ? fit.group.ageGroup : null;
  // Half days and hours have calendars of their own, on the next page.
  if (modesSold(centre).some((mode) => mode !== 'fullDay')) return { kind: 'book' };
  if (!hasDayPrice(centre, ageGroup)) {
    if (sellsMonths(centre)) return { kind: 'apply' };
    return { kind: 'none', reason: '这家没有按天的价格，打电话问入托。' };
  }
  // A full day can be waited for.
  if (
    days !== null &&
    !days.some(({ state }) => state === 'free' || state === 'waitlist' || state === 'full')
  ) {
    return { kind: 'none', reason: '四周内都不开门。' };
  }
  return { kind: 'book' };
}
