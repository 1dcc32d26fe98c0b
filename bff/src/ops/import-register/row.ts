import type { Readable } from 'node:stream';

/** One row of a register: gives the text of a column, empty where the row has none. */
export type Row = (column: string) => string;

export type RejectReason =
  | 'row_malformed'
  | 'encoding_broken'
  | 'name_missing'
  | 'places_missing'
  | 'places_zero'
  | 'coordinates_missing'
  | 'coordinates_outside_region'
  | 'word_unknown'
  | 'key_duplicate';

/** Why a row is not taken. */
export type Rejection = { reason: RejectReason; detail: string };

/** Thrown by whoever reads a part of a row that can't be done without. */
export class RowFault extends Error {
  constructor(
    readonly reason: RejectReason,
    message: string,
  ) {
    super(message);
  }
}

/**
 * A row, with the line of the file on which it begins (in a JSON array: its number). A row that can't be taken as it
 * stands has a fault; its cells are there all the same where they can be told apart.
 */
export type ReadRow = { line: number; row: Row | null; fault: Rejection | null };

/** What a reader of one format needs. */
export type Source = {
  file: string;
  input: Readable;
  /** Told the columns of the file before the first row is given out. @throws ImportError */
  onColumns: (columns: readonly string[]) => void;
};

/** Of fewer, each costs more of the trips to the store; more are held in memory beside each other. */
export const rowsAtOnce = 250;

export const brokenBytes = { reason: 'encoding_broken', detail: 'bytes that are no character' } as const;
