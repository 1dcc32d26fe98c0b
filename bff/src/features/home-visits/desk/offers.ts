import type { Body } from '@nearcare/shared/contract/types';
import { addDays } from '@nearcare/shared/rules/civil-date';
import type { FamilyKey } from '../../../keys/family-keys.js';
import { DomainError } from '../../../lib/domain-error.js';
import { derivedId } from '../../../lib/ids.js';
import { instantAt } from '../../../lib/zone.js';
import type { DeskSession } from '../../../plugins/session.js';
import type { Region } from '../../../regions/region.js';
import type { Offer } from '../home-visit.rules.js';
import { sealText } from '../texts.js';

type Given = {
  /** Of the visit. */
  id: string;
  desk: DeskSession;
  idempotencyKey: string;
  key: FamilyKey;
  region: Region;
  /** The instant, and what clocks of the region show. */
  now: { instant: Date; date: string; time: string };
};

/**
 * The offer that a desk makes, the earliest time first. Under the same key it has the same id.
 * @throws DomainError input_invalid, date_in_past, date_too_far
 */
export function makeOffer(body: Body<'deskOfferHomeVisit'>, given: Given): Offer {
  const { id, desk, idempotencyKey, key, region, now } = given;
  const { visitor, text = null } = body;
  const latest = addDays(now.date, region.guidance.homeVisits.horizonDays);
  const offerId = derivedId('ho', id, desk.membershipId, idempotencyKey);
  const slots = body.slots.map(({ date, from, to }, index) => {
    if (from >= to) throw invalid(`/slots/${index}/to`, '结束要在开始以后');
    if (`${date} ${from}` <= `${now.date} ${now.time}`)
      throw new DomainError('date_in_past', { date: now.date });
    if (date > latest) throw new DomainError('date_too_far', { date: latest });
    const startsAt = instantAt(date, from, region.timeZone);
    const endsAt = instantAt(date, to, region.timeZone);
    return { id: derivedId('hs', offerId, date, from, to), date, from, to, startsAt, endsAt };
  });
  if (new Set(slots.map((slot) => slot.id)).size < slots.length) throw invalid('/slots', '有两个时间一样');
  slots.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  return {
    ...{ id: offerId, print: key.fingerprint(body), slots, at: now.instant },
    sealed: sealText(key, id, 'offer', { visitor, text }),
  };
}

function invalid(path: string, message: string): DomainError {
  return new DomainError('input_invalid', { n: 1 }, [{ path, message }]);
}
