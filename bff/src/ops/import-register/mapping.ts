import { CareMode, FilingStatus, OperatorType } from '@nearcare/shared/schemas/cards';
import { PriceLine, Registration, SafetyFact } from '@nearcare/shared/schemas/centres';
import { CivilDate, ClockTime, nullable, oneOf, strict } from '@nearcare/shared/schemas/common';
import { AgeGroup, FeeReductionKind } from '@nearcare/shared/schemas/families';
import { type Static, type TSchema, Type } from 'typebox';

const Column = Type.String({ minLength: 1 });
const Words = Type.Array(Type.String(), { minItems: 1 });

/**
 * A cell, a fixed text, or null: nothing is known. Of a cell, `strip` is a pattern taken out of it; `extract` one whose
 * first group is taken of it, and nothing where it is not found.
 */
const Text = nullable(
  Type.Union([
    strict({ constant: Type.String() }),
    strict({ column: Column, strip: Type.Optional(Type.String()), extract: Type.Optional(Type.String()) }),
    strict({ column: Column, as: oneOf(['webAddress']) }),
  ]),
);

/** A number with or without a unit behind it. With `units` only these are taken, each with what it is multiplied by. */
const Amount = { column: Column, units: Type.Optional(Type.Record(Type.String(), Type.Number())) };
const Whole = strict(Amount);

/** A word that says yes or no; letters' case does not matter. Any other word counts as not known, and is reported. */
const YesNo = strict({ column: Column, yes: Words, no: Words });

/** A civil day: `2024-03-12`, `2024/3/12`, `2024年3月12日`, `20240312`; `dmy`: `12.03.2024`. */
const Day = strict({ column: Column, order: Type.Optional(oneOf(['ymd', 'dmy'])) });

/** The first rule whose pattern is found in its column decides; a row for which none does is rejected. */
const choice = <S extends TSchema>(value: S) =>
  Type.Array(
    Type.Union([strict({ column: Column, pattern: Type.String(), value }), strict({ otherwise: value })]),
    { minItems: 1 },
  );

/** Two columns, or one that holds both numbers in the order said. */
const Datum = oneOf(['wgs84', 'gcj02', 'bd09']);
const Coordinates = Type.Union([
  strict({ latitudeColumn: Column, longitudeColumn: Column, datum: Datum }),
  strict({ column: Column, order: oneOf(['latLng', 'lngLat']), datum: Datum }),
]);

/**
 * A price line. With a `column` it exists where the cell holds an amount inside `range` (in whole currency units);
 * with `defaultFen` it is assumed for every centre, and its label has to say so.
 */
const Line = Type.Union([
  strict({ ...lineFields(), ...Amount, range: strict({ min: Type.Number(), max: Type.Number() }) }),
  strict({ ...lineFields(), defaultFen: Type.Integer({ minimum: 0 }) }),
]);

function lineFields() {
  const { id, kind, mode, ageGroup, label, unit, isVoluntary } = PriceLine.properties;
  return { id, kind, mode, ageGroup, label, unit, isVoluntary };
}

const Group = strict({
  when: Type.Optional(strict({ column: Column, equals: Type.String() })),
  name: Type.String(),
  ageGroup: AgeGroup,
  minMonths: Type.Integer({ minimum: 0 }),
  maxMonths: Type.Integer({ maximum: 36 }),
  places: Whole,
  enrolled: nullable(Whole),
});

/** A time of the day on the half hour, as rosters count. */
const RuleTime = Type.Union([
  strict({ constant: Type.String({ pattern: '^([01]\\d|2[0-3]):(00|30)$' }) }),
  strict({ column: Column, as: oneOf(['halfHour']) }),
]);
const RuleNumber = Type.Union([strict({ constant: Type.Integer({ minimum: 0 }) }), strict(Amount)]);
const RuleFlag = Type.Union([strict({ constant: Type.Boolean() }), YesNo]);
const hoursRule = {
  minMinutes: Type.Optional(RuleNumber),
  maxMinutes: Type.Optional(RuleNumber),
  gridMinutes: Type.Optional(strict({ constant: Type.Union([Type.Literal(30), Type.Literal(60)]) })),
  noticeMinutes: Type.Optional(RuleNumber),
};
/** What of the region's care rules is otherwise at these centres. What a cell does not say stays the region's. */
const CareRules = strict({
  fullDay: Type.Optional(strict({ until: RuleTime })),
  halfDay: Type.Optional(
    strict({ morningUntil: Type.Optional(RuleTime), afternoonFrom: Type.Optional(RuleTime) }),
  ),
  hourly: Type.Optional(strict(hoursRule)),
  temporary: Type.Optional(
    strict({
      ...hoursRule,
      daysAhead: Type.Optional(RuleNumber),
      perWeek: Type.Optional(RuleNumber),
      needsAcceptance: Type.Optional(RuleFlag),
      answerWithinMinutes: Type.Optional(RuleNumber),
      answerBeforeMinutes: Type.Optional(RuleNumber),
    }),
  ),
});

const Weekday = Type.Integer({ minimum: 1, maximum: 7 });
const OpeningHours = strict({
  column: Column,
  /** A word for one weekday, or for several: `每天`, `工作日`. */
  weekdays: Type.Record(Type.String({ minLength: 1 }), Type.Union([Weekday, Type.Array(Weekday)])),
  /** What stands between the first and the last weekday of a range: `至`. Dashes always do. */
  rangeWords: Type.Optional(Words),
  /** The weekdays meant by hours that name none: an assumption. */
  weekdaysUnnamed: Type.Optional(Type.Array(Weekday)),
});

/** How the columns of one published register become centres. Kept in `bff/mappings`, one file per register. */
export const Mapping = strict({
  /** `asOf`: the day of the snapshot, where `--as-of` does not say it. */
  source: strict({
    code: Type.String({ pattern: '^[a-z0-9-]+$' }),
    name: Type.String(),
    asOf: Type.Optional(CivilDate),
  }),
  region: oneOf(['cn', 'pl']),
  /** Found out from the file where it is not said. */
  encoding: Type.Optional(oneOf(['utf8', 'gbk'])),
  delimiter: Type.Optional(oneOf([';', ',', '\t'])),
  /** Columns that together name one institution for good: its id here is made of them. */
  key: Type.Array(Column, { minItems: 1 }),
  /** Columns a snapshot may lack although they are read here: their cells then count as empty. */
  optionalColumns: Type.Optional(Type.Array(Column)),
  /** Columns known and not read; any other that is not read is reported as new. */
  ignoredColumns: Type.Optional(Type.Array(Column)),
  name: strict({ column: Column }),
  address: strict({ column: Column }),
  district: strict({ codeColumns: Type.Array(Column, { minItems: 1 }), name: Text }),
  township: Type.Optional(Text),
  coordinates: Coordinates,
  phone: Text,
  website: Text,
  email: Text,
  discountText: Text,
  operatorType: choice(OperatorType),
  isInclusive: Type.Optional(YesNo),
  filing: strict({
    status: choice(FilingStatus),
    credentialKind: oneOf(['filing', 'licence']),
    receiptNumber: Text,
    authority: Text,
    filedOn: Type.Optional(Day),
    suspendedFrom: Type.Optional(Day),
    reason: Type.Optional(Text),
    /** Where `reason` says nothing. */
    reasonWhenNotFiled: Type.String(),
  }),
  registration: strict({
    body: Text,
    number: Text,
    operatorName: Text,
    legalNature: choice(Registration.properties.legalNature),
    scopeNamesCare: nullable(Type.Union([Type.Boolean(), YesNo])),
  }),
  openingHours: OpeningHours,
  closesOnHolidays: Type.Boolean(),
  safety: Type.Array(strict({ kind: SafetyFact.properties.kind, ...YesNo.properties })),
  groups: Type.Array(Group, { minItems: 1 }),
  careModes: Type.Array(CareMode, { minItems: 1 }),
  priceList: Type.Array(Line),
  careRules: Type.Optional(CareRules),
  /** What families with a granted fee reduction pay less of the care fee, in percent. */
  reductions: Type.Optional(Type.Array(strict({ kind: FeeReductionKind, percentOff: RuleNumber }))),
  cancellation: strict({
    freeUntilDayBefore: ClockTime,
    lateFeeFen: Type.Integer({ minimum: 0 }),
    sickUntilTime: ClockTime,
  }),
});
export type Mapping = Static<typeof Mapping>;
export type MappedText = Static<typeof Text>;
export type MappedYesNo = Static<typeof YesNo>;
export type MappedDay = Static<typeof Day>;
export type MappedCoordinates = Static<typeof Coordinates>;
export type MappedOpeningHours = Static<typeof OpeningHours>;
export type MappedLine = Static<typeof Line>;
export type Units = Readonly<Record<string, number>>;
