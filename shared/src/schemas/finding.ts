import { Type } from 'typebox';
import { CareMode, CentreCard, FilingStatus, grades, OperatorType, PriceUnit, Vacancy } from './cards.js';
import {
  CivilDate,
  ClockTime,
  Currency,
  Cursor,
  Datum,
  Id,
  Instant,
  Latitude,
  Longitude,
  nullable,
  oneOf,
  PageLimit,
  Point,
  strict,
} from './common.js';

/** Four numbers in the datum of the question. A box over the 180th meridian is refused. */
const Box = Type.String({
  pattern: '^-?\\d{1,3}(\\.\\d{1,9})?(,-?\\d{1,3}(\\.\\d{1,9})?){3}$',
  maxLength: 64,
  description: 'west,south,east,north in degrees',
});

const place = { lat: Latitude, lng: Longitude, datum: Type.Optional(Datum) };

const Radius = Type.Integer({
  minimum: 100,
  maximum: 2_000_000,
  default: 3000,
  description: 'Up to the region’s limit',
});

const Words = Type.String({
  maxLength: 40,
  description: 'Part of name, address or township; pinyin or its initials do as well',
});

/** What a parent may ask of a centre. All can be combined; each left out asks nothing. */
const filters = {
  ageMonths: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 47, description: 'Of the child on `date`, else today' }),
  ),
  mode: Type.Optional(CareMode),
  date: Type.Optional(CivilDate),
  from: Type.Optional(ClockTime),
  to: Type.Optional(ClockTime),
  hasVacancy: Type.Optional(
    Type.Boolean({
      description: 'With `date` and `mode` by bookings (in `from`–`to`), else by the centre’s own word',
    }),
  ),
  inclusive: Type.Optional(Type.Boolean()),
  operatorType: Type.Optional(OperatorType),
  grade: Type.Optional(oneOf(grades, 'This grade or better')),
  maxPriceFen: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000_000 })),
  priceUnit: Type.Optional(PriceUnit),
  openAt: Type.Optional(
    Type.String({
      pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
      description: 'Open at that time of day, on `date`, else today',
    }),
  ),
};

const page = { cursor: Type.Optional(Cursor), limit: Type.Optional(PageLimit) };
const pageReply = {
  items: Type.Array(CentreCard),
  nextCursor: nullable(Type.String()),
  total: nullable(Type.Integer({ description: 'How many fit in all; only with the first page' })),
  isTotalComplete: Type.Boolean({
    description:
      'False when there were too many to count free places of each: then `total` is the least there are',
  }),
  answeredAt: Instant,
};

export const NearbyQuery = strict({
  ...place,
  radiusMetres: Type.Optional(Radius),
  ...filters,
  q: Type.Optional(Words),
  sort: Type.Optional(oneOf(['distance', 'price', 'grade', 'vacancy'])),
  ...page,
});
export const NearbyCentres = strict({
  ...pageReply,
  radiusMetres: Type.Integer(),
  nearestBeyondMetres: nullable(
    Type.Integer({ description: 'Only when nothing was found: where the nearest one is' }),
  ),
});

/** At least one of `q`, `districtCode` and `box`. With `lat` and `lng` cards have distances. */
export const SearchQuery = strict({
  q: Type.Optional(Words),
  districtCode: Type.Optional(Type.String({ maxLength: 40 })),
  box: Type.Optional(Box),
  lat: Type.Optional(Latitude),
  lng: Type.Optional(Longitude),
  datum: Type.Optional(Datum),
  ...filters,
  sort: Type.Optional(
    oneOf(['relevance', 'distance', 'price', 'grade', 'vacancy'], 'Distance needs `lat` and `lng`'),
  ),
  ...page,
});
export const FoundCentres = strict(pageReply);

export const ClustersQuery = strict({
  box: Box,
  datum: Type.Optional(Datum),
  zoom: Type.Integer({ minimum: 3, maximum: 20, description: 'Of a web map: 256 px tiles' }),
  ...filters,
  q: Type.Optional(Words),
});
/** Several centres too close to each other to be tapped at this zoom. Markers and clusters together are `total`. */
export const Cluster = strict({
  point: Point,
  centres: Type.Integer(),
  withVacancy: Type.Integer(),
  box: strict({ west: Longitude, south: Latitude, east: Longitude, north: Latitude }),
});
export const Marker = strict({
  id: Id,
  name: Type.String(),
  point: Point,
  filingStatus: FilingStatus,
  vacancy: Vacancy,
});
export const CentreClusters = strict({
  clusters: Type.Array(Cluster),
  markers: Type.Array(Marker),
  total: Type.Integer(),
  isTotalComplete: Type.Boolean(),
  answeredAt: Instant,
});

export const CareNowQuery = strict({
  ...place,
  radiusMetres: Type.Optional(Radius),
  ageMonths: Type.Optional(Type.Integer({ minimum: 0, maximum: 47 })),
  hours: Type.Optional(Type.Integer({ minimum: 1, maximum: 4, default: 2 })),
});
/** A filed centre that takes a child of this age for the next hours, by the hour or at short notice. */
export const CareNowItem = strict({
  card: CentreCard,
  mode: oneOf(['hourly', 'temporary']),
  date: CivilDate,
  from: ClockTime,
  to: ClockTime,
  until: ClockTime,
  startsNow: Type.Boolean({
    description: 'At the next half hour; else its centre opens or has a place later',
  }),
  freePlaces: Type.Integer({ description: 'The fewest in any half hour from `from` to `to`' }),
  priceFen: nullable(Type.Integer({ description: 'For these hours, by the price list' })),
  currency: Currency,
});
export const CareNow = strict({
  items: Type.Array(CareNowItem),
  earliest: nullable(CareNowItem),
  answeredAt: Instant,
});

export const District = strict({
  code: Type.String(),
  name: Type.String(),
  centre: Point,
  centres: Type.Integer(),
});
export const Region = strict({
  code: Type.String(),
  name: Type.String(),
  timeZone: Type.String(),
  today: CivilDate,
  /** Today if it is worked, else the next day that is: no weekend, no holiday. */
  nextWorkday: CivilDate,
  currency: Currency,
  bookingHorizonDays: Type.Integer(),
  maxRadiusMetres: Type.Integer(),
  isDemo: Type.Boolean(),
  centre: Point,
  districts: Type.Array(District),
});
export const DistrictsReply = strict({ regions: Type.Array(Region) });
