import { Type } from 'typebox';
import { OpeningHours } from './centres.js';
import {
  CivilDate,
  Datum,
  Id,
  Instant,
  Latitude,
  Longitude,
  nullable,
  oneOf,
  Point,
  strict,
} from './common.js';

export const RoomsQuery = strict({
  lat: Latitude,
  lng: Longitude,
  datum: Type.Optional(Datum),
  radiusMetres: Type.Optional(Type.Integer({ minimum: 100, maximum: 50_000, default: 3000 })),
});
export const RoomFaultKind = oneOf(['locked', 'dirty', 'broken', 'notThere', 'hoursWrong']);
/** Mother-baby room (母婴室): a place to feed and change, in a station, a mall, a hospital. */
export const MotherBabyRoom = strict({
  id: Id,
  name: Type.String(),
  address: Type.String(),
  whereInside: nullable(Type.String({ description: 'Floor and way, as the source says it' })),
  point: Point,
  distanceMetres: Type.Integer(),
  walkMinutes: Type.Integer(),
  openingHours: Type.Array(OpeningHours),
  isOpenNow: nullable(Type.Boolean({ description: 'Null where hours are not known' })),
  closesAt: nullable(Type.String()),
  facilities: Type.Array(
    oneOf(['nursingSeat', 'changingTable', 'basin', 'hotWater', 'sofa', 'lock', 'accessible']),
  ),
  faults: Type.Array(
    strict({
      kind: RoomFaultKind,
      reports: Type.Integer({ description: 'In the last 14 days' }),
      lastOn: CivilDate,
    }),
  ),
  source: strict({ name: Type.String(), asOf: CivilDate }),
  isDemo: Type.Boolean(),
});
export const Rooms = strict({ items: Type.Array(MotherBabyRoom), answeredAt: Instant });
/** A kind and nothing else: free text could name somebody. */
export const RoomFault = strict({ kind: RoomFaultKind });
