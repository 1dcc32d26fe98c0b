import { Type } from 'typebox';
import { CivilDate, ClockTime, Cursor, Id, Instant, nullable, oneOf, PageLimit, strict } from './common.js';
import { Topic } from './topics.js';

const words = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' });
const DistrictCode = Type.String({ minLength: 1, maxLength: 20 });
const Topics = Type.Array(Topic, { minItems: 1, maxItems: 3, uniqueItems: true });
export const VisitTime = oneOf(['workdayMorning', 'workdayAfternoon', 'evening', 'weekend']);
const VisitTimes = Type.Array(VisitTime, { maxItems: 4, uniqueItems: true });

/** Who makes home visits in a district: its own desk, and the guidance centres that it named. */
export const HomeVisitProvidersQuery = strict({ districtCode: DistrictCode });
export const HomeVisitProvider = strict({
  kind: oneOf(['district', 'centre']),
  centreId: nullable(Id),
  name: Type.String(),
});
export const HomeVisitProviders = strict({
  items: Type.Array(HomeVisitProvider, { description: 'Empty: nobody offers them here yet' }),
  answerWorkdays: Type.Integer({ description: 'Within which times are offered' }),
});

export const NewHomeVisit = strict({
  childId: Id,
  districtCode: Type.String({ ...DistrictCode, description: 'Where the home is' }),
  centreId: Type.Optional(
    Type.String({ ...Id, description: 'A guidance centre; without it, the district itself' }),
  ),
  topics: Topics,
  times: Type.Optional(VisitTimes),
  wishes: Type.Optional(words(300)),
  area: Type.String({ ...words(60), description: 'Street or village, for planning: 城关街道' }),
  address: Type.String({ ...words(200), description: 'Shown to the desk once a time is agreed, not before' }),
});
export const HomeVisitStatus = oneOf(
  ['requested', 'offered', 'agreed', 'done', 'cancelled', 'declined'],
  'offered: the family picks a time; declined: the desk can’t come; cancelled: by either, once requested',
);
export const VisitSlot = strict({ id: Id, date: CivilDate, from: ClockTime, to: ClockTime });
const OfferedSlot = strict({
  ...VisitSlot.properties,
  isOpen: Type.Boolean({ description: 'Can be picked' }),
});
const shown = {
  id: Id,
  status: HomeVisitStatus,
  provider: HomeVisitProvider,
  topics: Type.Array(Topic),
  times: Type.Array(VisitTime),
  requestedAt: Instant,
  answerBy: nullable(Type.String({ ...Instant, description: 'While times are waited for' })),
  isOverdue: Type.Boolean(),
  slot: nullable(Type.Object(VisitSlot.properties, { additionalProperties: false, description: 'Agreed' })),
};
const told = {
  visitor: nullable(Type.String({ description: 'Who comes, as the desk wrote it' })),
  wishes: nullable(Type.String()),
  area: nullable(Type.String({ description: 'Null once it is over' })),
  offer: nullable(
    strict({
      id: Id,
      slots: Type.Array(OfferedSlot),
      text: nullable(Type.String()),
      at: Instant,
    }),
  ),
  /** What the family said when no time fitted, the last one. */
  noneFits: nullable(Type.String()),
  endedBy: nullable(oneOf(['family', 'desk'])),
  endReason: nullable(Type.String()),
  endedAt: nullable(Instant),
  report: nullable(strict({ text: Type.String(), advice: nullable(Type.String()), at: Instant })),
};
export const HomeVisit = strict({
  ...shown,
  ...told,
  childId: Id,
  address: nullable(Type.String({ description: 'Null once it is over: erased' })),
  may: Type.Array(oneOf(['choose', 'refuse', 'cancel'])),
});
const paged = { cursor: Type.Optional(Cursor), limit: Type.Optional(PageLimit) };
export const HomeVisitsQuery = strict(paged);
export const HomeVisits = strict({ items: Type.Array(HomeVisit), nextCursor: nullable(Type.String()) });
/** Of one offer: a time of it, or null: none fits, and why. */
export const ChooseHomeVisitSlot = strict({
  offerId: Id,
  slotId: nullable(Id),
  text: Type.Optional(words(200)),
});
export const CancelHomeVisit = strict({ reason: Type.Optional(words(200)) });

export const DeskHomeVisitsQuery = strict({
  ...paged,
  group: Type.Optional(
    oneOf(
      ['open', 'agreed', 'ended'],
      'open (default): times are wanted or picked, by deadline; agreed: by day; ended: the last first',
    ),
  ),
});
/** Names nobody and no place. */
export const DeskHomeVisitItem = strict({
  ...shown,
  isReportDue: Type.Boolean({ description: 'The agreed time is over and nothing was reported' }),
});
export const DeskHomeVisits = strict({
  items: Type.Array(DeskHomeVisitItem),
  nextCursor: nullable(Type.String()),
});
/** Reading it is audited; the address has an operation of its own. */
export const DeskHomeVisit = strict({
  ...DeskHomeVisitItem.properties,
  ...told,
  childNickname: Type.String(),
  ageMonths: Type.Integer({ description: 'Today' }),
  may: Type.Array(oneOf(['offer', 'end', 'report', 'seeAddress'])),
});
/** For whoever goes there, while a time is agreed. */
export const HomeVisitAddress = strict({
  address: Type.String(),
  phone: nullable(Type.String({ description: 'Of a guardian; null where they signed in by WeChat alone' })),
});
export const OfferHomeVisit = strict({
  slots: Type.Array(strict({ date: CivilDate, from: ClockTime, to: ClockTime }), {
    minItems: 1,
    maxItems: 6,
  }),
  visitor: Type.String({ ...words(40), description: 'Who comes: 张医生和社区李姐' }),
  text: Type.Optional(words(300)),
});
export const EndHomeVisit = strict({ reason: words(300) });
export const ReportHomeVisit = strict({ text: words(2000), advice: Type.Optional(words(1000)) });

export const GuidanceCentreParams = strict({ centreId: Id });
export const GuidanceCentres = strict({
  items: Type.Array(strict({ centreId: Id, name: Type.String(), since: Instant })),
});

export const ExportedHomeVisit = strict({
  ...{ id: Id, childId: Id, status: HomeVisitStatus, providerName: Type.String() },
  ...{ topics: Type.Array(Topic), requestedAt: Instant, slot: shown.slot },
  ...{ wishes: told.wishes, area: told.area, address: nullable(Type.String()), noneFits: told.noneFits },
  ...{ endReason: told.endReason, report: told.report },
});
