import type { Body, Reply } from '@nearcare/shared/contract/types';
import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { instantAt } from '../../lib/zone.js';
import { acceptedFor, canReportAbsence } from './bookings.view.js';
import { bookingId } from './care-request.rules.js';
import type { CareRequestsModel } from './care-requests.model.js';
import type { OwnBookings } from './own-bookings.service.js';
import type { Places } from './places.js';

type Deps = {
  own: OwnBookings;
  requests: CareRequestsModel;
  places: Places;
  keys: FamilyKeys;
  clock: Clock;
};

export type Symptom = Body<'reportAbsence'>['symptom'];

/** 生病请假: a family ends a day of care because the child is ill, also when it is too late to cancel. */
export function absenceService({ own, requests, places, keys, clock }: Deps) {
  /**
   * What it costs is the centre’s to say; here stands whether it was told in time for a sick day. Told again, it
   * changes nothing. @throws DomainError not_found, absence_too_late, retry
   */
  async function reportAbsence(
    familyId: string,
    id: string,
    { symptom }: Body<'reportAbsence'>,
  ): Promise<Reply<'reportAbsence'>> {
    const found = await own.findOwn(familyId, id);
    const { request, day } = found;
    const now = clock.now();
    if (!day.absence && !canReportAbsence(found, now)) throw new DomainError('absence_too_late');
    const { quote, quoted } = acceptedFor(request, day);
    const isInTime = now < instantAt(day.date, quoted.cancellation.sickUntilTime, quote.timeZone);
    const sealed =
      symptom === 'unsaid' ? undefined : (await keys.ensure(familyId)).seal(placeOf(id), symptom);
    const absence = { at: now, isInTime, ...(sealed && { sealed }) };
    const decided = await requests.decideOn(request, { kind: 'reportAbsence', index: day.index, absence });
    const after = decided?.request.days.find(({ index }) => index === day.index);
    if (!decided || !after) throw new DomainError('not_found');
    if (!after.absence) throw new DomainError('absence_too_late');
    await places.release(decided.request, [after]);
    return own.view({ request: decided.request, day: after });
  }

  return { reportAbsence };
}

/** What ails a child that stays away; null where it was not said, or is forgotten. */
export function symptomsOf(keys: Pick<FamilyKeys, 'find'>) {
  return async ({ request, day }: Parameters<OwnBookings['view']>[0]): Promise<Symptom | null> => {
    const sealed = day.absence?.sealed;
    const key = sealed === undefined ? null : await keys.find(request.familyId);
    return sealed && key ? (key.open(placeOf(bookingId(request._id, day)), sealed) as Symptom) : null;
  };
}

const placeOf = (id: string): string => `bookings/${id}/symptom`;
