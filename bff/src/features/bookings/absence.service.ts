import type { Body, Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { absenceAt, acceptedFor, canReportAbsence } from './bookings.view.js';
import type { CareRequestsModel } from './care-requests.model.js';
import { stayOf } from './day-of-care.rules.js';
import { letGo } from './held-stays.rules.js';
import { dayOf, type OwnBookings } from './own-bookings.service.js';
import type { Places } from './places.js';
import type { SealedWords } from './sealed-words.js';

type Deps = {
  own: OwnBookings;
  requests: CareRequestsModel;
  places: Places;
  words: SealedWords;
  clock: Clock;
};

export type Symptom = Body<'reportAbsence'>['symptom'];

/** 生病请假: a family ends a day of care because the child is ill, also when it is too late to cancel. */
export function absenceService({ own, requests, places, words, clock }: Deps) {
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
    const sealed = symptom === 'unsaid' ? undefined : await words.seal(found, 'symptom', symptom);
    const absence = { at: now, ...absenceAt(now, quoted, quote), ...(sealed && { sealed }) };
    const decided = await requests.decideOn(request, { kind: 'reportAbsence', ...stayOf(day), absence });
    const after = decided && dayOf(decided.request, day.index);
    if (!after) throw new DomainError('not_found');
    // Moved in this very moment: what is to be done about the new time is for its family to say.
    if (after.day.state === 'confirmed') throw new DomainError('retry');
    if (!after.day.absence) throw new DomainError('absence_too_late');
    await places.release(after.request, letGo(decided, day.index));
    return own.view(after);
  }

  return { reportAbsence };
}
