import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { civilNow } from '../../lib/zone.js';
import { getRegion } from '../../regions/regions.js';
import type { BookableCentre, Centres } from '../centres/centres.public.js';
import type { Children, KnownChild } from '../families/families.public.js';
import { decideDay, refuseFiling } from './bookings.rules.js';
import type { Stay } from './care-request.rules.js';
import type { CareRequestDoc } from './care-requests.model.js';
import type { QuoteDoc, QuotedDay } from './prices.rules.js';

type Deps = { centres: Centres; families: Children; clock: Clock };

/** What is read before the claims of a booking or of a change, and once more after them. */
export function freshReading({ centres, families, clock }: Deps) {
  /**
   * Quote, child and centre as they are now, with the rules of each day asked again.
   * @throws DomainError not_found, quote_expired, or why a day can't be had any more
   */
  async function readFreshly(familyId: string, quote: QuoteDoc | null) {
    if (!quote) throw new DomainError('not_found');
    if (quote.expiresAt <= clock.now()) throw new DomainError('quote_expired');
    const [child, centre] = await Promise.all([
      families.findChild(familyId, quote.childId),
      centres.findBookable(quote.centreId),
    ]);
    if (!child || !centre) throw new DomainError('not_found');
    for (const day of quote.days) checkDay(quote, day, child, centre);
    return { quote, child, centre };
  }

  function checkDay(
    { wish }: QuoteDoc,
    quoted: QuotedDay,
    { birthOn }: KnownChild,
    centre: BookableCentre,
  ): void {
    const region = getRegion(centre.regionCode);
    const now = civilNow(centre.timeZone, clock.now());
    const day = decideDay({ centre, region, birthOn, wish, date: quoted.date, now });
    if (!day.isAllowed) throw new DomainError(day.code, day.facts);
    // The centre changed what was quoted: its group or its hours are others now.
    if (day.group.id !== quoted.groupId || day.from !== quoted.from || day.to !== quoted.to)
      throw new DomainError('quote_expired');
  }

  /**
   * Centre and child once more, after the claims: a suspension, or the removal of the child, that came in between must
   * win (protocol rule 13). Who removes a child cancels what it sees; what it could not see yet ends here.
   */
  async function refusalSince(
    { centreId, familyId, childId }: Pick<CareRequestDoc, 'centreId' | 'familyId' | 'childId'>,
    stays: readonly Pick<Stay, 'epoch'>[],
  ): Promise<DomainError | null> {
    const [centre, child] = await Promise.all([
      centres.findStanding(centreId),
      families.hasChild(familyId, childId),
    ]);
    if (!centre || !child) return new DomainError('not_found');
    const refusal = refuseFiling(centre);
    if (refusal) return new DomainError(refusal.code, refusal.facts);
    return stays.every(({ epoch }) => epoch === centre.epoch) ? null : new DomainError('retry');
  }

  return { readFreshly, refusalSince };
}
