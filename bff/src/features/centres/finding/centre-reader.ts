import type { CardFacts } from '../card-facts.js';
import { BSON } from '../raw-batches.model.js';
import type { SearchableCentre } from './finding.model.js';

const { deserialize, onDemand } = BSON;

/** Fields whose values are often those of other centres: a district, a week, a price list. */
const commonFields = [
  'regionCode',
  'district',
  'township',
  'careModes',
  'operatorType',
  'grade',
  'openingHours',
  'closedDays',
  'priceList',
] as const satisfies readonly (keyof CardFacts)[];
type Common = Pick<CardFacts, (typeof commonFields)[number]>;
type Own = Omit<SearchableCentre, keyof Common>;
const isCommon: ReadonlySet<string> = new Set(commonFields);

/** Names of known values may take so much for each field; where they are more, it is forgotten and begun anew. */
const mostKnownBytes = 1024 * 1024;
/** Before the elements of a document stands its length, behind them a zero. */
const headBytes = 4;
const endOfDocument = Buffer.alloc(1);

/**
 * Reads centres from their BSON, for keeping every centre of a country: some 0.7 kB each. A value that many centres
 * have is known by its bytes, so that it is decoded once and is one object among all of them.
 */
export function centreReader(): (raw: Uint8Array) => { facts: CardFacts; searchText: string } {
  const shelves = new Map<string, ReturnType<typeof shelf>>(commonFields.map((name) => [name, shelf()]));
  const parts = shelf();
  const toLine = ({ kind, mode, unit, amountFen, ageGroup }: CardFacts['priceList'][number]) => {
    const line = { kind, mode, unit, amountFen, ageGroup };
    return parts(JSON.stringify(line), () => line);
  };

  /** Of an element by itself, its name included. */
  function readCommon(name: string, element: Buffer): unknown {
    return shelves.get(name)?.(element.toString('latin1'), () => {
      const value = (readElements([element]) as Common)[name as keyof Common];
      return name === 'priceList' ? (value as Common['priceList']).map(toLine) : value;
    });
  }

  function compose(own: Own, common: Common): CardFacts {
    const { status } = own.filing;
    return {
      _id: own._id,
      rev: own.rev,
      regionCode: common.regionCode,
      name: own.name,
      address: own.address,
      phone: own.phone,
      district: common.district,
      township: common.township,
      // A new array: the one read has room for 17 numbers.
      point: { type: 'Point', coordinates: [own.point.coordinates[0], own.point.coordinates[1]] },
      told: own.told && { places: own.told.places, at: own.told.at },
      careModes: common.careModes,
      operatorType: common.operatorType,
      isInclusive: own.isInclusive,
      isDemo: own.isDemo,
      grade: common.grade,
      openingHours: common.openingHours,
      closesOnHolidays: own.closesOnHolidays,
      closedDays: common.closedDays,
      filing: parts(status, () => ({ status })),
      groups: own.groups.map(({ id, ageGroup, minMonths, maxMonths, places, enrolled }) => ({
        id,
        ageGroup: parts(ageGroup, () => ageGroup),
        minMonths,
        maxMonths,
        places,
        enrolled,
      })),
      priceList: common.priceList,
    };
  }

  return (bytes) => {
    const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const common: Record<string, unknown> = {};
    // What is the centre's own lies in few stretches, which are cheaper to put together than single elements.
    const own: Buffer[] = [];
    let ownFrom = headBytes;
    for (const [, nameAt, nameLength, at, length] of onDemand.parseToElements(raw)) {
      const name = raw.toString('latin1', nameAt, nameAt + nameLength);
      if (!isCommon.has(name)) continue;
      const from = nameAt - 1;
      common[name] = readCommon(name, raw.subarray(from, at + length));
      if (from > ownFrom) own.push(raw.subarray(ownFrom, from));
      ownFrom = at + length;
    }
    own.push(raw.subarray(ownFrom, raw.length - endOfDocument.length));
    const read = readElements(own) as Own;
    return { facts: compose(read, common as Common), searchText: read.searchText };
  };
}

/** What has the same name is made once, as long as it is known. */
function shelf() {
  const known = new Map<string, unknown>();
  let bytes = 0;
  return function once<T>(name: string, make: () => T): T {
    if (known.has(name)) return known.get(name) as T;
    if (bytes > mostKnownBytes) {
      known.clear();
      bytes = 0;
    }
    const made = make();
    known.set(name, made);
    bytes += name.length;
    return made;
  };
}

/** The document that has these elements: one behind the other, each a type, a name and a value, as BSON has them. */
function readElements(elements: readonly Buffer[]): unknown {
  const document = Buffer.concat([Buffer.alloc(headBytes), ...elements, endOfDocument]);
  document.writeInt32LE(document.length, 0);
  return deserialize(document);
}
