import type { ErrorCode } from '@nearcare/shared/contract/errors';

/** Figures and words that fill the sentence of an error: `{n}`, `{date}`, `{from}`. Never personal data. */
export type Facts = Record<string, string | number>;

/** An expected refusal. Services throw it; `plugins/errors.ts` alone turns it into a status and a sentence. */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly facts: Facts = {},
    readonly fields: { path: string; message: string }[] = [],
  ) {
    super(code);
    this.name = 'DomainError';
  }
}
