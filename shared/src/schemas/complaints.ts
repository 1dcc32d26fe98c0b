import { Type } from 'typebox';
import { CivilDate, ClockTime, Cursor, Id, Instant, nullable, oneOf, PageLimit, strict } from './common.js';
import { ComplaintLook } from './complaint-looks.js';
import { ComplaintBody, ComplaintCategory, ComplaintLevel, TrackingCode } from './complaint-words.js';
import { EvidenceFile, EvidenceKind } from './evidence.js';

export const ComplaintState = oneOf(
  ['submitted', 'accepted', 'assigned', 'replied', 'closed', 'refused', 'withdrawn'],
  'Derived from the events',
);
export const ComplaintIdentity = oneOf(
  ['named', 'hidden', 'anonymous'],
  'hidden: officers can call, the centre never learns who; anonymous: nobody knows',
);
export const ComplaintResult = oneOf(['solved', 'partlySolved', 'notConfirmed', 'handedOver']);
const Role = oneOf(['author', 'officer', 'centre', 'service']);
const ClockName = oneOf(['accept', 'reply', 'finish']);
const words = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' });
const Score = Type.Integer({ minimum: 1, maximum: 5 });

/** Files handed in before, by their ids. */
const evidence = Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 9, uniqueItems: true }));
const said = {
  category: ComplaintCategory,
  centreId: Type.Optional(Id),
  place: Type.Optional(
    strict(
      { districtCode: Type.String({ minLength: 1, maxLength: 20 }), address: words(200) },
      'Where no centre is known: a district of `listDistricts`, and how to find it',
    ),
  ),
  what: words(2000),
  wanted: Type.Optional(words(500)),
  who: Type.Optional(words(60)),
  incidentOn: Type.Optional(CivilDate),
  incidentTime: Type.Optional(ClockTime),
  affectedChildren: Type.Optional(Type.Integer({ minimum: 1, maximum: 999 })),
  evidence,
};
export const NewComplaint = strict({ ...said, identity: oneOf(['named', 'hidden']) });
export const NewAnonymousComplaint = strict({ ...said, trackingCode: TrackingCode });
export const TrackComplaint = strict({ trackingCode: TrackingCode });
/** Words, files or both. */
export const AddToComplaint = strict({ text: Type.Optional(words(2000)), evidence });
export const RateComplaint = strict({ score: Score, text: Type.Optional(words(500)) });
export const ComplaintReason = strict({ text: Type.Optional(words(500)) });
export const AuthorMove = oneOf(['added', 'withdrawn', 'rated', 'reopened', 'escalated']);
export const ActOnTrackedComplaint = strict({
  trackingCode: TrackingCode,
  move: AuthorMove,
  text: Type.Optional(words(2000)),
  score: Type.Optional(Score),
  evidence,
});

const Place = strict({
  centreId: nullable(Id),
  name: Type.String({ description: 'Of the centre, or how to find the place' }),
  districtName: Type.String(),
});
const Handler = strict({
  body: ComplaintBody,
  name: Type.String(),
  level: Type.Integer({ description: '0 is the district' }),
});
/** What runs now. Days end at midnight of `dueOn`; urgent ones run in hours. */
export const ComplaintClock = strict({
  name: ClockName,
  from: Instant,
  dueAt: Instant,
  dueOn: CivilDate,
  workdaysLeft: nullable(Type.Integer({ description: 'The last one counts; null where hours run' })),
  isOverdue: Type.Boolean(),
  isAssumed: Type.Boolean({ description: 'No official calendar of that year is known yet' }),
});
const EventFacts = {
  seq: Type.Integer({ description: 'Counts what this side sees, from 0' }),
  at: Instant,
  by: Role,
  text: nullable(Type.String()),
  body: nullable(strict({ code: ComplaintBody, name: Type.String() })),
  until: nullable(Instant),
  result: nullable(ComplaintResult),
  score: nullable(Type.Integer()),
  clock: nullable(ClockName),
  reference: nullable(Type.String({ description: 'The number that a body outside gave it' })),
};
/** What author and officers see. Notes of the desk are another type on purpose. */
export const ComplaintEvent = strict({
  ...EventFacts,
  kind: oneOf([
    ...(['filed', 'accepted', 'refused', 'assigned', 'extended', 'replied', 'handedOver', 'closed'] as const),
    ...(['joined', 'parted', 'added', 'withdrawn', 'rated', 'reopened', 'escalated'] as const),
    ...(['takenOver', 'reminded', 'overdue'] as const),
  ]),
  evidence: Type.Array(EvidenceFile, { description: 'Handed in with it; empty for most' }),
});
export const CentreComplaintEvent = strict({
  ...EventFacts,
  kind: oneOf(['accepted', 'assigned', 'extended', 'replied', 'closed']),
});
export const ComplaintNote = strict({ seq: Type.Integer(), at: Instant, text: Type.String() });

const shown = {
  id: Id,
  number: Type.String({ description: 'To be said on the phone: 261124-073852' }),
  category: ComplaintCategory,
  categoryLabel: Type.String(),
  level: ComplaintLevel,
  state: ComplaintState,
  place: Place,
  filedAt: Instant,
};
const told = {
  what: Type.String(),
  wanted: nullable(Type.String()),
  incidentOn: nullable(CivilDate),
  incidentTime: nullable(ClockTime),
  affectedChildren: nullable(Type.Integer()),
  footageUntil: nullable(CivilDate),
  footageDaysLeft: nullable(Type.Integer({ description: 'Days on which recordings are still kept' })),
  clocks: Type.Array(ComplaintClock),
};
const handling = {
  handler: Handler,
  otherBodies: Type.Array(Type.String(), { description: 'Whom the handler may pass it to by its category' }),
  watchedBy: nullable(Type.String({ description: 'The next level, once a deadline of this round ran out' })),
};

/** As its author sees it. */
export const Complaint = strict({
  ...shown,
  ...told,
  ...handling,
  who: nullable(Type.String()),
  identity: ComplaintIdentity,
  events: Type.Array(ComplaintEvent, { description: 'In the order in which they happened' }),
  may: Type.Array(AuthorMove),
  isHandledHere: Type.Boolean({
    description: 'Whether anybody is at the desk that has it; if not: 这个区还没有人在这里办理，请打 12345',
  }),
  reopenUntil: nullable(Instant),
  nextLevel: nullable(Type.String({ description: 'Where it goes when it is escalated' })),
});
/** The receipt. What is urgent is filed without evidence that is not there any more; what is not is refused for it. */
export const FiledComplaint = strict({
  ...Complaint.properties,
  missingFiles: Type.Array(Id, {
    description:
      'Of the evidence sent with it: what it was filed without. To be handed in again as an addition',
  }),
});
export const ComplaintItem = strict({
  ...shown,
  identity: ComplaintIdentity,
  handler: Handler,
  dueAt: nullable(Instant),
  isOverdue: Type.Boolean(),
});
export const Complaints = strict({ items: Type.Array(ComplaintItem) });

export const OfficerMove = oneOf([
  ...(['accepted', 'refused', 'assigned', 'extended', 'replied', 'noted', 'handedOver', 'joined'] as const),
  ...(['closed', 'takenOver'] as const),
]);
/** As officers of its district see it. */
export const OfficerComplaint = strict({
  ...shown,
  ...told,
  ...handling,
  who: nullable(Type.String()),
  identity: ComplaintIdentity,
  authorPhone: nullable(Type.String({ description: 'null: anonymous, or the account is gone' })),
  events: Type.Array(ComplaintEvent),
  notes: Type.Array(ComplaintNote, { description: 'Never shown to the author or the centre' }),
  flagged: Type.Array(Type.Integer(), { description: '`seq` of texts that the content check doubts' }),
  leadId: nullable(Id),
  followers: Type.Integer({
    description: 'Families that are told each reply here word for word: name nobody in it where it is not 0',
  }),
  reported: Type.Array(Type.String(), { description: 'Whom officers found it to be about, beside `who`' }),
  centreStaff: nullable(
    strict(
      {
        all: Type.Integer(),
        leftOut: Type.Integer({ description: 'Would not see it at their desk: it may be about them' }),
      },
      'Who is at the desk of its centre, were it assigned to that',
    ),
  ),
  may: Type.Array(OfficerMove),
  extendUntilAtMost: Instant,
  bodies: Type.Array(strict({ code: ComplaintBody, name: Type.String() }), {
    description: 'Whom it may be handed over or referred to',
  }),
  assignable: Type.Array(strict({ code: ComplaintBody, name: Type.String() }), {
    description: 'To whom it may be assigned: only who has a desk here, at which somebody would see it',
  }),
  cannedTexts: Type.Array(strict({ move: OfficerMove, text: Type.String() })),
  rev: Type.Integer(),
});
const queue = { cursor: Type.Optional(Cursor), limit: Type.Optional(PageLimit) };
export const OfficerComplaintsQuery = strict({
  ...queue,
  group: Type.Optional(
    oneOf(
      ['open', 'ended', 'newWords'],
      'open (default): by deadline; ended: the last first; newWords: by deadline, open or not',
    ),
  ),
  level: Type.Optional(ComplaintLevel),
  category: Type.Optional(ComplaintCategory),
  isOverdue: Type.Optional(Type.Boolean()),
  number: Type.Optional(
    Type.String({
      pattern: '^\\d{6}-\\d{6}$',
      description: 'The one of this number, whatever else is asked for',
    }),
  ),
});
/** Names nobody and holds no text. */
export const OfficerComplaintItem = strict({
  ...shown,
  handler: Handler,
  dueAt: nullable(Instant),
  isOverdue: Type.Boolean(),
  isFlagged: Type.Boolean(),
  hasNewWords: Type.Boolean({ description: 'Its author wrote since an officer last looked at it' }),
  leadId: nullable(Id),
});
export const OfficerComplaints = strict({
  items: Type.Array(OfficerComplaintItem),
  nextCursor: nullable(Type.String()),
});
export const ActOnComplaint = strict({
  move: OfficerMove,
  text: Type.Optional(words(2000)),
  body: Type.Optional(ComplaintBody),
  until: Type.Optional(CivilDate),
  result: Type.Optional(ComplaintResult),
  reference: Type.Optional(words(60)),
  reported: Type.Optional(words(60)),
  leadId: Type.Optional(Id),
});

/** As the centre sees it while it is the centre's to answer: without its author unless that chose to be named. */
export const CentreComplaint = strict({
  ...shown,
  ...told,
  authorPhone: nullable(Type.String({ description: 'Of an author who chose to be named' })),
  events: Type.Array(CentreComplaintEvent),
  may: Type.Array(oneOf(['accepted', 'replied'])),
});
export const CentreComplaintsQuery = strict(queue);
export const CentreComplaintItem = strict({ ...shown, dueAt: nullable(Instant), isOverdue: Type.Boolean() });
export const CentreComplaints = strict({
  items: Type.Array(CentreComplaintItem),
  nextCursor: nullable(Type.String()),
});
export const CentreAct = strict({ move: oneOf(['accepted', 'replied']), text: Type.Optional(words(2000)) });

const Within = strict({ workdays: nullable(Type.Integer()), hours: nullable(Type.Integer()) });
/** What helps before any form: numbers to call, what can be complained about, and what is promised. */
export const HelpQuery = strict({
  region: Type.Optional(oneOf(['cn', 'pl'])),
  districtCode: Type.Optional(Type.String({ minLength: 1, maxLength: 20 })),
});
export const Help = strict({
  numbers: Type.Array(strict({ kind: Type.String(), number: Type.String(), label: Type.String() })),
  categories: Type.Array(
    strict({
      code: ComplaintCategory,
      label: Type.String(),
      level: ComplaintLevel,
      urgentFromChildren: nullable(Type.Integer()),
      bodies: Type.Array(Type.String({ description: 'Names, who looks after it first first' })),
    }),
  ),
  isHandledHere: nullable(
    Type.Boolean({
      description: 'Whether anybody is at the desk of that district; null where none was asked about',
    }),
  ),
  promises: Type.Array(strict({ level: ComplaintLevel, accept: Within, reply: Within, finish: Within })),
  outsideChannels: Type.Array(
    strict({
      ...{ name: Type.String(), number: nullable(Type.String()), accept: Type.String() },
      ...{ finish: Type.String(), source: Type.String() },
    }),
  ),
  evidence: strict({
    mostFiles: Type.Integer({ description: 'With one filing or addition' }),
    mostBytes: Type.Integer({ description: 'Of one file' }),
    kinds: Type.Array(EvidenceKind),
    anonymousKinds: Type.Array(EvidenceKind, { description: 'A PDF may name who made it' }),
  }),
  footageDays: Type.Integer(),
  reopenDays: Type.Integer(),
  keepYears: Type.Integer(),
});

export const ExportedComplaint = strict({
  ...{ number: Type.String(), category: ComplaintCategory, identity: ComplaintIdentity },
  ...{ state: ComplaintState, place: Place, filedAt: Instant, who: nullable(Type.String()) },
  ...{ what: Type.String(), wanted: nullable(Type.String()), incidentOn: nullable(CivilDate) },
  events: Type.Array(ComplaintEvent),
  looks: Type.Array(ComplaintLook, { description: 'Who at a desk read it' }),
});
