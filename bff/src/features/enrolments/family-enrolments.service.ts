import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { homeToday } from '../../regions/home-zone.js';
import type { EnrolledDays } from './enrolled-days.service.js';
import { statusOf } from './enrolment.rules.js';
import type { EnrolmentDoc, EnrolmentsModel } from './enrolments.model.js';
import type { FamilyEnrolments } from './enrolments.public.js';
import { toAttendance, toPlacement } from './enrolments.view.js';
import { toHealthCheck } from './health-check.rules.js';
import { openTexts } from './texts.js';

type Deps = { enrolments: EnrolmentsModel; days: EnrolledDays; keys: FamilyKeys; clock: Clock };

/** How often one is read again because somebody else wrote it in between. */
const maxTries = 10;

/** All enrolments of one family at once: ended, taken away, erased. */
export function familyEnrolments({ enrolments, days, keys, clock }: Deps): FamilyEnrolments {
  const stop = (enrolment: EnrolmentDoc) =>
    days.decideAndSettle(enrolment, { kind: 'stop', at: clock.now() });

  async function eraseOne({ _id }: EnrolmentDoc): Promise<void> {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const current = await enrolments.find(_id);
      const stopped = current && (await stop(current));
      if (!stopped || (await enrolments.eraseEnded(stopped.enrolment))) return;
    }
    throw new DomainError('retry');
  }

  return {
    async stopAll(familyId, childId) {
      for (const enrolment of await enrolments.listOfFamily(familyId))
        if (childId === undefined || enrolment.childId === childId) await stop(enrolment);
    },
    async eraseSaid(familyId) {
      for (const enrolment of await enrolments.listOfFamily(familyId))
        await enrolments.reseal(enrolment, () => null);
    },
    hasAny: async (familyId) => (await enrolments.listOfFamily(familyId)).length > 0,
    async listForExport(familyId) {
      const [all, key] = await Promise.all([enrolments.listOfFamily(familyId), keys.find(familyId)]);
      return key ? all.map((enrolment) => toExported(enrolment, key)) : [];
    },
    async eraseFamily(familyId) {
      for (const enrolment of await enrolments.listOfFamily(familyId)) await eraseOne(enrolment);
    },
  };

  function toExported(enrolment: EnrolmentDoc, key: Parameters<typeof openTexts>[1]) {
    const { _id: id, childId, centreName, startMonth, weekdays, placement, lastDay, appliedAt } = enrolment;
    const { note, health, answer, endReason } = openTexts(enrolment, key);
    return {
      ...{ id, childId, centreName, status: statusOf(enrolment, homeToday(clock)) },
      ...{ startMonth, weekdays, note, health: toHealthCheck(health), answer },
      ...{ placement: placement && toPlacement(placement), attendance: toAttendance(enrolment) },
      ...{ appliedAt: appliedAt.toISOString(), lastDay, endReason },
    };
  }
}
