import type { Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import type { Session } from '../../plugins/session.js';
import type { Guardians } from '../auth/auth.public.js';
import type { FamilyBookings } from '../bookings/bookings.public.js';
import type { SavedCentresOfFamily } from '../centres/centres.public.js';
import type { SignUpsOfFamily } from '../classes/classes.public.js';
import type { ComplaintsOfFamily } from '../complaints/complaints.public.js';
import type { ConsentLog } from '../consents/consents.public.js';
import type { AccessesOfFamily, MembershipsOfGuardian } from '../desk/desk.public.js';
import type { FamilyEnrolments } from '../enrolments/enrolments.public.js';
import type { QuestionsOfFamily } from '../experts/experts.public.js';
import type { Families } from '../families/families.public.js';
import type { Files } from '../files/files.public.js';
import type { GuidanceOfFamily } from '../guidance/guidance.public.js';
import type { HomeVisitsOfFamily } from '../home-visits/home-visits.public.js';
import type { LessonsOfFamily } from '../lessons/lessons.public.js';
import type { LiveOfFamily } from '../live/live.public.js';
import type { NoticesOfFamily } from '../notices/notices.public.js';

export type ExportDeps = {
  guardians: Guardians;
  families: Families;
  bookings: FamilyBookings;
  enrolments: FamilyEnrolments;
  classSignUps: SignUpsOfFamily;
  complaints: ComplaintsOfFamily;
  lessons: LessonsOfFamily;
  live: LiveOfFamily;
  guidance: GuidanceOfFamily;
  expertQuestions: QuestionsOfFamily;
  homeVisits: HomeVisitsOfFamily;
  savedCentres: SavedCentresOfFamily;
  files: Files;
  accesses: AccessesOfFamily;
  memberships: MembershipsOfGuardian;
  consents: ConsentLog;
  notices: NoticesOfFamily;
  clock: Clock;
};

/** Everything kept about a family, gathered from the features that keep it. */
export function exportService(deps: ExportDeps) {
  const {
    guardians,
    families,
    bookings,
    enrolments,
    classSignUps,
    complaints,
    lessons,
    live,
    guidance,
    expertQuestions,
    homeVisits,
    savedCentres,
    files,
    accesses,
    memberships,
    consents,
    notices,
    clock,
  } = deps;

  /**
   * The other guardian's number and devices are that guardian's own, so they are left out; so is what only it was told.
   * @throws DomainError session_expired when the guardian has left this family
   */
  async function exportMyData(who: Pick<Session, 'familyId' | 'guardianId'>): Promise<Reply<'exportMyData'>> {
    const { familyId, guardianId } = who;
    const [
      members,
      devices,
      family,
      decisions,
      booked,
      waited,
      enrolled,
      signedUp,
      filed,
      learned,
      looked,
      contacts,
      asked,
      visited,
      saved,
      kept,
      looks,
      desks,
      told,
    ] = await Promise.all([
      guardians.listGuardiansInFull(familyId),
      guardians.listDevices(guardianId),
      families.exportFamily(familyId),
      consents.listDecisions(familyId),
      bookings.listForExport(familyId),
      bookings.listWaitlistForExport(familyId),
      enrolments.listForExport(familyId),
      classSignUps.listForExport(familyId),
      complaints.listForExport(familyId),
      lessons.listForExport(familyId),
      live.listForExport(familyId),
      guidance.listForExport(familyId),
      expertQuestions.listForExport(familyId),
      homeVisits.listForExport(familyId),
      savedCentres.listForExport(familyId),
      files.listForExport(familyId),
      accesses.listForExport(familyId),
      memberships.listForExport(guardianId),
      notices.listForExport(familyId, guardianId),
    ]);
    if (!members.some(({ id }) => id === guardianId)) throw new DomainError('session_expired');
    return {
      exportedAt: clock.now().toISOString(),
      familyId,
      guardians: members.map(({ id, phone, phoneTail, joinedAt }) => {
        const isMe = id === guardianId;
        return { id, isMe, phone: isMe ? phone : null, phoneTail, joinedAt: joinedAt.toISOString() };
      }),
      ...family,
      consents: decisions.map(({ at, ...decision }) => ({ ...decision, at: at.toISOString() })),
      devices: devices.map(({ client, signedInAt, lastUsedAt }) => ({
        client,
        signedInAt: signedInAt.toISOString(),
        lastUsedAt: lastUsedAt.toISOString(),
      })),
      bookings: booked,
      waitlistEntries: waited,
      enrolments: enrolled,
      classSignUps: signedUp,
      complaints: filed,
      lessons: learned,
      live: looked,
      guidance: contacts,
      expertQuestions: asked,
      homeVisits: visited,
      savedCentres: saved,
      files: kept,
      accesses: looks,
      memberships: desks,
      notices: told,
    };
  }

  return { exportMyData };
}
