import { careModes, grades, operatorTypes } from '@nearcare/shared/schemas/cards';
import type { CardFacts } from '../card-facts.js';
import type { CareMode } from '../centres.public.js';

type Grade = NonNullable<CardFacts['grade']>;

const filedBit = 1;
const inclusiveBit = 2;
/** Where the bits of each list begin, one list after the other. */
const firstMode = 2;
const firstOperator = firstMode + careModes.length;
const firstGrade = firstOperator + operatorTypes.length;
const bitOf = <T>(first: number, all: readonly T[], one: T): number => {
  const index = all.indexOf(one);
  return index < 0 ? 0 : 1 << (first + index);
};
const modeBit = (mode: CareMode) => bitOf(firstMode, careModes, mode);
const operatorBit = (type: CardFacts['operatorType']) => bitOf(firstOperator, operatorTypes, type);
const gradeBit = (grade: Grade) => bitOf(firstGrade, grades, grade);

/** Months of age that one word has a bit for; two words hold all that can be asked. */
const monthsInWord = 32;
const words = 3;

export type TraitsAsked = {
  isFiled: boolean;
  isInclusive?: boolean | undefined;
  mode?: CareMode | undefined;
  operatorType?: CardFacts['operatorType'] | undefined;
  /** Any of them will do. */
  grades?: readonly Grade[] | undefined;
  /** 0–63 */
  ageMonths?: number | undefined;
};

export type CentreColumns = ReturnType<typeof centreColumns>;

/**
 * What most questions ask of centres, side by side by the centre's number: to look through a city's centres one by one
 * as objects costs a dozen trips to memory for each.
 */
export function centreColumns() {
  /** For each centre a word of traits and two of the months of age it takes. */
  let traits = new Uint32Array(64 * words);
  /** For each centre longitude and latitude, WGS-84. */
  let spots = new Float64Array(64 * 2);

  function put(number: number, facts: CardFacts): void {
    if ((number + 1) * words > traits.length) {
      traits = grown(traits, new Uint32Array(2 * (number + 1) * words));
      spots = grown(spots, new Float64Array(4 * (number + 1)));
    }
    const at = number * words;
    traits[at] = traitsOf(facts);
    traits[at + 1] = agesOf(facts, 0);
    traits[at + 2] = agesOf(facts, monthsInWord);
    spots.set(facts.point.coordinates, 2 * number);
  }

  /** Whether a centre has all that is asked: a function of its number. */
  function chooser(asked: TraitsAsked): (number: number) => boolean {
    const { isFiled, isInclusive, mode, operatorType, ageMonths } = asked;
    const needed =
      (isFiled ? filedBit : 0) |
      (isInclusive ? inclusiveBit : 0) |
      (mode ? modeBit(mode) : 0) |
      (operatorType ? operatorBit(operatorType) : 0);
    const anyGrade = asked.grades?.reduce((bits, grade) => bits | gradeBit(grade), 0);
    const ageWord = ageMonths !== undefined && ageMonths >= monthsInWord ? 2 : 1;
    const age = ageMonths === undefined ? 0 : 1 << (ageMonths % monthsInWord);
    return (number) => {
      const at = number * words;
      const own = traits[at] ?? 0;
      if ((own & needed) !== needed) return false;
      if (anyGrade !== undefined && (own & anyGrade) === 0) return false;
      return age === 0 || ((traits[at + ageWord] ?? 0) & age) !== 0;
    };
  }

  return {
    put,
    chooser,
    lng: (number: number): number => spots[2 * number] ?? 0,
    lat: (number: number): number => spots[2 * number + 1] ?? 0,
  };
}

function traitsOf({ filing, isInclusive, careModes, operatorType, grade }: CardFacts): number {
  const own = (filing.status === 'filed' ? filedBit : 0) | (isInclusive ? inclusiveBit : 0);
  const offered = careModes.reduce((bits, mode) => bits | modeBit(mode), 0);
  return own | offered | operatorBit(operatorType) | (grade ? gradeBit(grade) : 0);
}

/** A bit for each month from `first` on in which a child finds a group. */
function agesOf({ groups }: CardFacts, first: number): number {
  let bits = 0;
  for (let month = 0; month < monthsInWord; month += 1)
    if (groups.some(({ minMonths, maxMonths }) => minMonths <= first + month && first + month < maxMonths))
      bits |= 1 << month;
  return bits;
}

function grown<A extends Uint32Array | Float64Array>(array: A, longer: A): A {
  longer.set(array);
  return longer;
}
