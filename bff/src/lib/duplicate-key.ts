/** True for Mongo's error 11000: a document with this unique key is there already. */
export function isDuplicateKey(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 11000;
}

/** Whether many insertions at once failed by nothing else than documents that are there already. */
export function areDuplicates(error: unknown): boolean {
  const { writeErrors } = (error ?? {}) as { writeErrors?: unknown };
  return Array.isArray(writeErrors) ? writeErrors.every(isDuplicateKey) : isDuplicateKey(error);
}
