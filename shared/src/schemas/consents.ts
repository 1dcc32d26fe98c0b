import { Type } from 'typebox';

import { CivilDate, Id, Instant, nullable, oneOf, strict } from './common.js';
import { ExportedComplaint } from './complaints.js';
import { Access, DeskRole } from './desk.js';
import { ExportedEnrolment } from './enrolments.js';
import { ExportedExpertQuestion } from './experts.js';
import { Child, FamilyCard, FeeReduction, Guardian, Pickup } from './families.js';
import { FileFacts } from './files.js';
import { ExportedGuidance } from './guidance.js';
import { ExportedHomeVisit } from './home-visits.js';
import { ExportedLesson } from './lessons.js';
import { ExportedLive } from './live.js';
import { ExportedSignUp } from './sign-ups.js';

/** What personal data is used for; each is consented to by an act of its own (PIPL art. 29). */
export const Purpose = oneOf([
  'childProfile',
  'pickups',
  'feeReduction',
  'enrolment',
  'expertQuestion',
  'homeVisit',
]);

export const DocumentKind = oneOf(['privacyPolicy', 'childrenRules', 'userAgreement']);
export const LegalDocument = strict({
  kind: DocumentKind,
  version: Type.String({ description: 'Rises with every change of the text' }),
  title: Type.String(),
  effectiveOn: CivilDate,
  sections: Type.Array(strict({ heading: Type.String(), paragraphs: Type.Array(Type.String()) })),
});

/** All that a guardian must know before agreeing (PIPL art. 17 and 30), and where the consent stands. */
export const Consent = strict({
  purpose: Purpose,
  title: Type.String(),
  what: Type.String({ description: 'Which data' }),
  why: Type.String({ description: 'What for, and why it is needed' }),
  keptUntil: Type.String({ description: 'How long, in words' }),
  ifRefused: Type.String({ description: 'What does not work without it; everything else does' }),
  ifWithdrawn: Type.String({ description: 'What withdrawing does, shown before it is done' }),
  version: Type.String({ description: 'Of this text; giving names the version that was read' }),
  state: oneOf(['notAsked', 'given', 'withdrawn', 'outdated']),
  decidedAt: nullable(Instant),
});
export const Consents = strict({ items: Type.Array(Consent) });
export const GiveConsent = strict({ purpose: Purpose, version: Type.String({ maxLength: 40 }) });
export const WithdrawConsent = strict({ purpose: Purpose });

/** Everything kept about the family, for people and for other programs (PIPL art. 45). */
export const MyData = strict({
  exportedAt: Instant,
  familyId: Id,
  guardians: Type.Array(strict({ ...Guardian.properties, phone: nullable(Type.String()) })),
  children: Type.Array(Child),
  pickups: Type.Array(strict({ ...Pickup.properties, phone: Type.String() })),
  feeReductions: Type.Array(strict({ ...FeeReduction.properties, note: nullable(Type.String()) })),
  cards: Type.Array(FamilyCard),
  accesses: Type.Array(Access, { description: 'Who at a desk looked at a child' }),
  memberships: Type.Array(
    strict({
      role: DeskRole,
      placeName: Type.String(),
      name: nullable(Type.String()),
      joinedAt: Instant,
      endedAt: nullable(Instant),
    }),
    { description: 'My own places at desks' },
  ),
  consents: Type.Array(
    strict({
      purpose: Purpose,
      version: Type.String(),
      decision: oneOf(['given', 'withdrawn']),
      at: Instant,
    }),
  ),
  devices: Type.Array(strict({ client: Type.String(), signedInAt: Instant, lastUsedAt: Instant })),
  bookings: Type.Array(
    strict({
      id: Id,
      childId: Id,
      centreName: Type.String(),
      date: CivilDate,
      from: Type.String(),
      to: Type.String(),
      status: Type.String(),
      totalFen: Type.Integer(),
      satisfaction: nullable(Type.String()),
      currency: Type.String(),
      before: Type.Array(
        strict({ date: CivilDate, from: Type.String(), to: Type.String(), totalFen: Type.Integer() }),
        { description: 'What it was before it was changed, first to last' },
      ),
    }),
  ),
  waitlistEntries: Type.Array(
    strict({
      id: Id,
      childId: Id,
      centreId: Id,
      date: CivilDate,
      from: Type.String(),
      to: Type.String(),
      status: Type.String(),
      joinedAt: Instant,
    }),
  ),
  enrolments: Type.Array(ExportedEnrolment),
  complaints: Type.Array(ExportedComplaint),
  classSignUps: Type.Array(ExportedSignUp),
  guidance: ExportedGuidance,
  expertQuestions: Type.Array(ExportedExpertQuestion),
  homeVisits: Type.Array(ExportedHomeVisit),
  lessons: Type.Array(ExportedLesson),
  live: ExportedLive,
  savedCentres: Type.Array(
    strict({
      centreId: Id,
      centreName: nullable(Type.String({ description: 'Null where the centre is gone' })),
      savedAt: Instant,
    }),
  ),
  files: Type.Array(FileFacts, { description: 'Their bytes: a link to each by `getFileLink`' }),
  notices: Type.Array(
    strict({ title: Type.String(), text: Type.String(), at: Instant, isRead: Type.Boolean() }),
  ),
});

/** What deleting does; the same words before it and on the receipt. */
const deletionEffect = {
  scope: oneOf(['family', 'guardian'], 'Another guardian keeps the family: then only my part goes'),
  erased: Type.Array(Type.String()),
  kept: Type.Array(strict({ what: Type.String(), why: Type.String(), until: nullable(CivilDate) })),
  upcomingBookings: Type.Integer({ description: 'They are cancelled' }),
};
export const DeletionPreview = strict({
  receiptId: Type.String({
    ...Id,
    description:
      'Of the receipt there will be: deleting ends the session, so a lost answer is looked up by it',
  }),
  ...deletionEffect,
});
export const DeleteMyAccount = strict({ scope: oneOf(['family', 'guardian']) });
export const DeletionReceipt = strict({
  id: Id,
  ...deletionEffect,
  state: oneOf(['requested', 'done']),
  requestedAt: Instant,
  doneAt: nullable(Instant),
});
