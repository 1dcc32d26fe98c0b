import { slotsOf } from '@nearcare/shared/rules/slot-times';
import type { Clock } from '../../../lib/clock.js';
import { DomainError } from '../../../lib/domain-error.js';
import { civilNow } from '../../../lib/zone.js';
import type { Centres } from '../../centres/centres.public.js';
import { refuseFiling } from '../bookings.rules.js';
import { acceptedFor } from '../bookings.view.js';
import type { Stay } from '../care-request.rules.js';
import type { CareRequestDoc, CareRequestsModel } from '../care-requests.model.js';
import { stayOf } from '../day-of-care.rules.js';
import { dayOf, type Found } from '../own-bookings.service.js';
import type { Places } from '../places.js';

type Deps = { requests: CareRequestsModel; places: Places; centres: Centres; clock: Clock };

export type Readmission = ReturnType<typeof readmission>;

/**
 * A child that was put down as not come, and whose place was given back, has come after all. Its place is asked for anew
 * under a number of its own, as a change is (docs/booking-protocol.md, “Who did not come”): a number first, then the
 * claims, then one compare-and-set. Only for what is left of its hours: the rest is past.
 */
export function readmission({ requests, places, centres, clock }: Deps) {
  /** @throws DomainError child_already_booked, no_place_left, not_booked_today, centre_suspended, retry; nothing is held then */
  async function readmit({ request, day }: Found): Promise<Found> {
    const centre = await centres.findBookable(request.centreId);
    if (!centre) throw new DomainError('not_found');
    const refused = refuseFiling(centre);
    if (refused) throw new DomainError(refused.code, refused.facts);
    const { quote, quoted } = acceptedFor(request, day);
    const now = civilNow(quote.timeZone, clock.now());
    const left = slotsOf(now.time, '24:00');
    const slots = slotsOf(quoted.from, quoted.to).filter((slot) => left.includes(slot));
    // Nothing of them is left: a claim of nothing would fit into any group.
    if (slots.length === 0) throw new DomainError('not_booked_today');
    const { date, groupId, index } = day;
    const to: Stay = { date, groupId, slots, n: request.n + 1, epoch: centre.epoch };
    const returning = { to, at: clock.now() };
    const numbered = await requests.decideOn(request, { kind: 'return', ...stayOf(day), returning });
    if (!numbered?.isDecided) throw new DomainError('retry');

    const stay = { ...to, index };
    const refusal = await places.claim(numbered.request, [stay], centre);
    if (refusal) {
      const away = await requests.decideOn(numbered.request, { kind: 'turnAway', index, n: to.n });
      await releaseUnlessHeld(away?.request ?? numbered.request, stay);
      throw refusal;
    }
    const version = { n: to.n, quote, at: clock.now() };
    const admitted = await requests.decideOn(numbered.request, { kind: 'readmit', index, version });
    // Another desk of the centre took a later number, or the reconcile job gave this one up.
    if (!admitted?.isDecided) await releaseUnlessHeld(admitted?.request ?? numbered.request, stay);
    const after = admitted && dayOf(admitted.request, index);
    if (after?.day.state !== 'checkedIn') throw new DomainError('retry');
    return after;
  }

  /** Its number is nobody else's: either this very attempt was committed, or its claims are dead for good. */
  async function releaseUnlessHeld(request: CareRequestDoc, stay: Stay & { index: number }): Promise<void> {
    const isHeld = request.days.some(({ n, state }) => n === stay.n && state === 'checkedIn');
    if (!isHeld) await places.release(request, [stay]);
  }

  return { readmit };
}
