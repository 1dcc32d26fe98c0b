export type Datum = 'wgs84' | 'gcj02';
export type Position = { lat: number; lng: number; datum: Datum };

/** A refusal is an answer, not an exception: `denied` by the parent, `unavailable` by phone, network or time. */
export type LocationAnswer =
  | { kind: 'found'; position: Position }
  | { kind: 'refused'; reason: 'denied' | 'unavailable' };

/** `unsupported`: this target has no picker of its own; the page offers its own map instead. */
export type PickAnswer =
  | { kind: 'picked'; position: Position; name: string }
  | { kind: 'cancelled' }
  | { kind: 'unsupported' };
