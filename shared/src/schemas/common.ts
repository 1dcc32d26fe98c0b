import { Type } from 'typebox';

/** A string enum that both Ajv and fast-json-stringify take at full speed (a bare `enum` would be written slowly). */
export function oneOf<const T extends string>(values: readonly T[], description?: string) {
  return Type.Unsafe<T>({ type: 'string', enum: values, ...(description ? { description } : {}) });
}

/** Objects refuse what they do not declare: a misspelt field is an error, not silence. */
export function strict<const P extends Parameters<typeof Type.Object>[0]>(
  properties: P,
  description?: string,
) {
  return Type.Object(properties, { additionalProperties: false, ...(description ? { description } : {}) });
}

export function nullable<const S extends Parameters<typeof Type.Optional>[0]>(schema: S) {
  return Type.Union([schema, Type.Null()]);
}

export const idPattern = '[a-z]{1,3}_[0-9a-z]{4,40}';
export const Id = Type.String({ pattern: `^${idPattern}$`, maxLength: 44 });
export const CivilDate = Type.String({
  format: 'date',
  description: 'Civil day in the time zone of the centre, YYYY-MM-DD',
});
export const ClockTime = Type.String({
  pattern: '^([01]\\d|2[0-3]):[0-5]\\d$|^24:00$',
  description: 'Time of day in the time zone of the centre, HH:mm',
});
export const Instant = Type.String({ format: 'date-time', description: 'Instant, UTC' });
export const Fen = Type.Integer({ description: 'Money in the smallest unit (fen; grosz in Poland)' });
export const Latitude = Type.Number({ minimum: -90, maximum: 90 });
export const Longitude = Type.Number({ minimum: -180, maximum: 180 });
export const Datum = oneOf(['wgs84', 'gcj02'], 'Datum of the coordinates given. The store keeps WGS-84.');
export const Currency = oneOf(['CNY', 'PLN']);

/** A point always says its datum: a weapp map wants GCJ-02, everything stored is WGS-84. */
export const Point = strict({ lat: Latitude, lng: Longitude, datum: oneOf(['wgs84']) });

/** Pages go by an opaque cursor, never by offset: parents scroll while data changes. */
export const Cursor = Type.String({ maxLength: 200, pattern: '^[A-Za-z0-9_-]+$' });
export const PageLimit = Type.Integer({ minimum: 1, maximum: 50, default: 20 });

export const Empty = strict({});
