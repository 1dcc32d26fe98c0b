import { DomainError } from './domain-error.js';

/** An opaque page cursor: the sort key of the last item shown. */
export function encodeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** @throws DomainError input_invalid when the text is not one of ours with `length` parts. */
export function decodeCursor(text: string, length: number): (string | number)[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    const isKey =
      Array.isArray(key) &&
      key.length === length &&
      key.every((part) => typeof part === 'string' || Number.isFinite(part));
    if (isKey) return key as (string | number)[];
  } catch {
    // falls through: not JSON is the same fault as the wrong shape
  }
  throw new DomainError('input_invalid', { n: 1 }, [
    { path: '/cursor', message: '翻页标记不对，从第一页看起' },
  ]);
}
