import { familyRoutes } from '@nearcare/shared/contract/family-routes';
import { apiPrefix, type Route } from '@nearcare/shared/contract/route';
import type { OperationId } from '@nearcare/shared/contract/routes';
import type { CallInput, Reply } from '@nearcare/shared/contract/types';
import Taro from '@tarojs/taro';
import { clientKind } from '../platform/client-kind';
import { keepTagged, taggedAnswer } from './etags';
import { ApiError, errorOf } from './problem';
import { dropSession, keepSession, storedRefreshToken, useSession, wasSignedIn } from './session';

export type CallOptions = {
  /** Needed by operations that change something; the same key on a retry, a new one when the form changed. */
  idempotencyKey?: string;
  /** After this long the parent is told that there is no network. Reads 8 s, writes 30 s. */
  timeoutMs?: number;
  /** Nobody waits for the answer any more: the request is taken off the line. */
  signal?: AbortSignal;
  /** Of an anonymous complaint: goes in a header, and nothing goes with it that tells who is signed in. */
  trackingCode?: string;
};

type Parts = {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  /** Instead of a body: bytes as they are. */
  bytes?: ArrayBuffer;
};

/** Path with its parameters filled in, and the query's defined values in a fixed order. */
export function urlOf(route: Route, { params = {}, query = {} }: Parts): string {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const pairs = Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return `${BUILD.apiBase}${apiPrefix}${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
}

async function send(route: Route, parts: Parts, options: CallOptions): Promise<unknown> {
  const { accessToken } = useSession.getState();
  const header: Record<string, string> = { accept: 'application/json' };
  const { trackingCode } = options;
  const isAnonymous = isAnonymousCall(route, options);
  if (accessToken !== null && !isAnonymous) header.authorization = `Bearer ${accessToken}`;
  if (trackingCode !== undefined) header['x-tracking-code'] = trackingCode;
  if (options.idempotencyKey !== undefined) header['idempotency-key'] = options.idempotencyKey;
  const isRead = route.method === 'GET';
  const url = urlOf(route, parts);
  const kept = isRead && !isAnonymous ? taggedAnswer(url) : undefined;
  if (kept !== undefined) header['if-none-match'] = kept.etag;
  if (!isRead) header['content-type'] = parts.bytes ? 'application/octet-stream' : 'application/json';
  let answer: { statusCode: number; data: unknown; header?: Record<string, unknown> };
  try {
    const request = Taro.request({
      url,
      method: route.method,
      header,
      data: isRead ? undefined : (parts.bytes ?? parts.body ?? {}),
      // Text, because a proxy's error page is not JSON and must not turn into a network failure.
      dataType: 'text',
      responseType: 'text',
      timeout: options.timeoutMs ?? (isRead ? 8_000 : 30_000),
      credentials: isAnonymous ? 'omit' : 'include',
    });
    answer = await untilAborted(request, options.signal);
  } catch {
    throw new ApiError({ code: 'network_unreachable' });
  }
  if (answer.statusCode === 304 && kept !== undefined) return kept.body;
  const body = parse(answer.data);
  if (answer.statusCode >= 200 && answer.statusCode < 300) {
    if (isRead && !isAnonymous) keepTagged(url, answer.header ?? {}, body);
    return body;
  }
  throw errorOf(answer.statusCode, body);
}

/** Waits for the answer; ends the request on its way when `signal` says that nobody waits any more. */
async function untilAborted<T>(
  request: Promise<T> & { abort?: () => void },
  signal: AbortSignal | undefined,
): Promise<T> {
  const abort = () => request.abort?.();
  if (signal?.aborted === true) abort();
  signal?.addEventListener('abort', abort);
  try {
    return await request;
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

function parse(data: unknown): unknown {
  if (typeof data !== 'string') return data;
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

let refreshing: Promise<void> | null = null;

/**
 * Trades the refresh token for a new pair, once however many calls ask at the same time: a token used twice would end
 * the whole session. Rejects with `session_expired` (signed out then) or `network_unreachable` (still signed in).
 */
export function refreshSession(): Promise<void> {
  refreshing ??= send(
    familyRoutes.refreshSession,
    { body: { client: clientKind, refreshToken: storedRefreshToken() } },
    {},
  )
    .then((session) => keepSession(session as Reply<'refreshSession'>))
    .catch((error: unknown) => {
      if (error instanceof ApiError && error.code !== 'network_unreachable' && error.status < 500)
        dropSession();
      throw error;
    })
    .finally(() => {
      refreshing = null;
    });
  return refreshing;
}

const refreshAheadMs = 20_000;

/** What opens, renews and ends a session needs no access token, and must not wait for a new one. */
const withoutAccess: readonly Route[] = [
  familyRoutes.requestPhoneCode,
  familyRoutes.loginWithPhone,
  familyRoutes.loginWithWechat,
  familyRoutes.refreshSession,
  familyRoutes.signOut,
];

/** The service looks at no token here; that none comes near it is for the phone to see to. */
const byCodeAlone: readonly Route[] = [
  familyRoutes.fileAnonymousComplaint,
  familyRoutes.trackComplaint,
  familyRoutes.actOnTrackedComplaint,
];

const isAnonymousCall = (route: Route, { trackingCode }: CallOptions): boolean =>
  trackingCode !== undefined || byCodeAlone.includes(route);

async function sendFresh(route: Route, parts: Parts, options: CallOptions): Promise<unknown> {
  const isAuth = withoutAccess.includes(route) || isAnonymousCall(route, options);
  // Signed in without a token: the phone was offline when the session was restored.
  const { status, accessEndsAtMs } = useSession.getState();
  if (!isAuth && status === 'signedIn' && Date.now() > accessEndsAtMs - refreshAheadMs)
    await refreshSession();
  const { accessToken } = useSession.getState();
  try {
    return await send(route, parts, options);
  } catch (error) {
    const isStale = error instanceof ApiError && error.code === 'session_expired';
    if (!isStale || isAuth) throw error;
    // Another call may have brought a new token while this one was under way.
    if (useSession.getState().accessToken === accessToken) await refreshSession();
    return await send(route, parts, options);
  }
}

/**
 * Calls one operation of the contract that families have. Rejects with ApiError only. A call with an idempotency key may
 * be repeated by the caller with the same key as often as it likes: it has one effect.
 */
export function call<Id extends keyof typeof familyRoutes>(
  operationId: Id,
  input: CallInput<Id>,
  options: CallOptions = {},
): Promise<Reply<Id>> {
  return callBy<Id>(familyRoutes[operationId], input, options);
}

/** The same by a route that is not known from the start. */
export async function callBy<Id extends OperationId>(
  route: Route,
  input: CallInput<Id>,
  options: CallOptions = {},
): Promise<Reply<Id>> {
  return (await sendFresh(route, input as Parts, options)) as Reply<Id>;
}

/** The next bytes of an upload. Rejects with ApiError; the same chunk sent again counts once. */
export async function sendChunk<
  Id extends 'uploadChunk' | 'uploadEvidenceChunk' | 'deskUploadClassMediaChunk',
>(
  route: Route,
  { fileId, offset, bytes }: { fileId: string; offset: number; bytes: ArrayBuffer },
  options: CallOptions = {},
): Promise<Reply<Id>> {
  const parts = { params: { fileId }, query: { offset }, bytes };
  return (await sendFresh(route, parts, options)) as Reply<Id>;
}

/** At the start: goes on with the session of last time, or settles that nobody is signed in. Never rejects. */
export async function restoreSession(): Promise<void> {
  if (!wasSignedIn()) {
    useSession.setState({ status: 'signedOut' });
    return;
  }
  try {
    await refreshSession();
  } catch {
    // Signed out by a refusal; without a network the family stays known and its kept answers readable.
    if (useSession.getState().status === 'unknown') useSession.setState({ status: 'signedIn' });
  }
}
