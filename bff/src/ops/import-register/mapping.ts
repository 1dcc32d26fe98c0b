import { readFile } from 'node:fs/promises';
import { CareMode, FilingStatus, OperatorType } from '@nearcare/shared/schemas/cards';
import { PriceLine, Registration } from '@nearcare/shared/schemas/centres';
import { CivilDate, ClockTime, nullable, oneOf, strict } from '@nearcare/shared/schemas/common';
import { AgeGroup } from '@nearcare/shared/schemas/families';
import { type Static, type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';

/** A cell, a fixed text, or null: nothing is known. `strip` is a pattern taken out of the cell. */
const Text = nullable(
  Type.Union([
    strict({ constant: Type.String() }),
    strict({ column: Type.String(), strip: Type.Optional(Type.String()) }),
    strict({ column: Type.String(), as: oneOf(['webAddress']) }),
  ]),
);
type Text = Static<typeof Text>;

/** The first rule whose pattern is found in its column decides; a row for which none does is rejected. */
const choice = <S extends TSchema>(value: S) =>
  Type.Array(
    Type.Union([
      strict({ column: Type.String(), pattern: Type.String(), value }),
      strict({ otherwise: value }),
    ]),
    { minItems: 1 },
  );

const Range = strict({ min: Type.Number(), max: Type.Number() });

/**
 * A price line. With a `column` it exists where the cell holds an amount inside `range` (in whole currency units);
 * with `defaultFen` it is assumed for every centre, and its label has to say so.
 */
const Line = Type.Union([
  strict({
    ...lineFields(),
    column: Type.String(),
    range: Range,
  }),
  strict({ ...lineFields(), defaultFen: Type.Integer({ minimum: 0 }) }),
]);

function lineFields() {
  const { id, kind, mode, ageGroup, label, unit, isVoluntary } = PriceLine.properties;
  return { id, kind, mode, ageGroup, label, unit, isVoluntary };
}

const Group = strict({
  when: Type.Optional(strict({ column: Type.String(), equals: Type.String() })),
  name: Type.String(),
  ageGroup: AgeGroup,
  minMonths: Type.Integer({ minimum: 0 }),
  maxMonths: Type.Integer({ maximum: 36 }),
  placesColumn: Type.String(),
  enrolledColumn: Type.String(),
});

/** How the columns of one published register become centres. Kept in `bff/mappings`, one file per register. */
const Mapping = strict({
  source: strict({
    code: Type.String({ pattern: '^[a-z0-9-]+$' }),
    name: Type.String(),
    asOf: CivilDate,
  }),
  region: oneOf(['cn', 'pl']),
  delimiter: Type.String({ minLength: 1, maxLength: 1 }),
  /** Columns that together name one institution for good: its id here is made of them. */
  key: Type.Array(Type.String(), { minItems: 1 }),
  name: strict({ column: Type.String() }),
  address: strict({ column: Type.String() }),
  district: strict({ codeColumns: Type.Array(Type.String(), { minItems: 1 }), name: Text }),
  coordinates: strict({
    latitudeColumn: Type.String(),
    longitudeColumn: Type.String(),
    datum: oneOf(['wgs84', 'gcj02']),
  }),
  phone: Text,
  website: Text,
  email: Text,
  discountText: Text,
  operatorType: choice(OperatorType),
  filing: strict({
    status: choice(FilingStatus),
    credentialKind: oneOf(['filing', 'licence']),
    receiptNumber: Text,
    authority: Text,
    reasonWhenNotFiled: Type.String(),
  }),
  registration: strict({
    body: Text,
    number: Text,
    operatorName: Text,
    legalNature: choice(Registration.properties.legalNature),
    scopeNamesCare: nullable(Type.Boolean()),
  }),
  openingHours: strict({ column: Type.String(), weekdays: Type.Record(Type.String(), Type.Integer()) }),
  closesOnHolidays: Type.Boolean(),
  accessible: nullable(strict({ column: Type.String(), yes: Type.String(), no: Type.String() })),
  groups: Type.Array(Group, { minItems: 1 }),
  careModes: Type.Array(CareMode, { minItems: 1 }),
  priceList: Type.Array(Line),
  cancellation: strict({
    freeUntilDayBefore: ClockTime,
    lateFeeFen: Type.Integer({ minimum: 0 }),
    sickUntilTime: ClockTime,
  }),
});
export type Mapping = Static<typeof Mapping>;
export type MappedText = Text;

/** The command can't be carried out as given; the message tells the operator what to mend. */
export class ImportError extends Error {
  override name = 'ImportError';
}

/** @throws ImportError naming every fault of the mapping file at once */
export async function readMapping(file: string): Promise<Mapping> {
  const mapping: unknown = await readFile(file, 'utf8').then(JSON.parse, (error: Error) => {
    throw new ImportError(`mapping ${file} can't be read: ${error.message}`);
  });
  return checkMapping(mapping, file);
}

export function checkMapping(mapping: unknown, file: string): Mapping {
  if (Value.Check(Mapping, mapping)) {
    const broken = patternsOf(mapping).flatMap(faultOfPattern);
    if (broken.length === 0) return mapping;
    throw new ImportError(`mapping ${file} is not valid:\n${broken.join('\n')}`);
  }
  const faults = [...Value.Errors(Mapping, mapping)].map(
    (fault) => `  ${fault.instancePath}: ${fault.message}`,
  );
  throw new ImportError(`mapping ${file} is not valid:\n${[...new Set(faults)].slice(0, 20).join('\n')}`);
}

function faultOfPattern(pattern: string): string[] {
  try {
    new RegExp(pattern, 'iu');
    return [];
  } catch (error) {
    return [`  ${(error as Error).message}`];
  }
}

function patternsOf({ operatorType, filing, registration }: Mapping): string[] {
  const rules = [...operatorType, ...filing.status, ...registration.legalNature];
  return rules.flatMap((rule) => ('pattern' in rule ? [rule.pattern] : []));
}

/** Every column that the mapping reads, wherever it is named. */
export function columnsOf(mapping: Mapping): string[] {
  const columns = new Set<string>([...mapping.key, ...mapping.district.codeColumns]);
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    for (const [name, value] of Object.entries(part)) {
      if (/^column$|Column$/.test(name) && typeof value === 'string') columns.add(value);
      else visit(value);
    }
  };
  visit(mapping);
  return [...columns];
}
