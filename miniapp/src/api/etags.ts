/**
 * Answers by address with the tag the server gave them, so that asking again costs a header and no body. In memory only:
 * what outlives the app is kept by last-answers, with its age.
 */
type Tagged = { readonly etag: string; readonly body: unknown };

const mostKept = 30;
const tagged = new Map<string, Tagged>();

export function taggedAnswer(url: string): Tagged | undefined {
  return tagged.get(url);
}

/** Keeps `body` if the answer's header names a tag. Names of headers come in any case, by phone and by browser. */
export function keepTagged(url: string, header: Record<string, unknown>, body: unknown): void {
  const name = Object.keys(header).find((candidate) => candidate.toLowerCase() === 'etag');
  const etag = name === undefined ? undefined : header[name];
  tagged.delete(url);
  if (typeof etag !== 'string') return;
  tagged.set(url, { etag, body });
  const [oldest] = tagged.keys();
  if (tagged.size > mostKept && oldest !== undefined) tagged.delete(oldest);
}

/** For when a session ends: an answer may have been for that family alone. */
export function forgetTagged(): void {
  tagged.clear();
}
