const withoutConnection = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

/** True when `fetch` failed before there was a connection: whatever was asked for has certainly not been done. */
export function wasNeverSent(error: unknown): boolean {
  const { code = '' } = ((error as Error | null)?.cause ?? {}) as { code?: string };
  return withoutConnection.includes(code);
}
