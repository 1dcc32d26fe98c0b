import type { ErrorCode } from '@nearcare/shared/contract/errors';
import { apiPrefix, type OperationId, routes } from '@nearcare/shared/contract/routes';
import type { Reply } from '@nearcare/shared/contract/types';
import Taro from '@tarojs/taro';
import { queryClient } from '../api/query-client';
import { useSession } from '../api/session';

export type Sent = { operationId: OperationId; url: string; body: unknown; key: string | undefined };
type Answer = { status: number; body: unknown };
type Handler = (sent: Sent) => Answer | Promise<Answer>;

/** An answer as the server would give it. */
export const reply = <Id extends OperationId>(_of: Id, body: Reply<Id>): Answer => ({ status: 200, body });

export const refusal = (
  code: ErrorCode,
  status = 409,
  facts: Record<string, string | number> = {},
): Answer => ({
  status,
  body: { type: 'about:blank', title: code, status, detail: '', code, requestId: '7F3A-21', facts },
});

/** The network goes away while the answer is on its way: nobody knows what the server did. */
export const lostAnswer = (): Promise<Answer> => Promise.reject(new Error('request:fail'));

function operationOf(method: string, url: string): OperationId | undefined {
  const path = url.slice(url.indexOf(apiPrefix) + apiPrefix.length).split('?')[0] ?? '';
  const isIt = (pattern: string) => new RegExp(`^${pattern.replace(/:\w+/g, '[^/]+')}$`).test(path);
  const found = Object.entries(routes).find(([, route]) => route.method === method && isIt(route.path));
  return found?.[0] as OperationId | undefined;
}

/**
 * Answers the requests of a signed-in family at the edge of the phone, where `Taro.request` leaves it. What a test does
 * not answer fails like a lost network. `sent` lists what went out, in order.
 */
export function fakeBff(handlers: Partial<Record<OperationId, Handler>>): { sent: Sent[] } {
  queryClient.clear();
  useSession.setState({
    status: 'signedIn',
    familyId: 'f_0001',
    accessToken: 'access',
    accessEndsAtMs: Number.POSITIVE_INFINITY,
    asked: null,
  });
  const sent: Sent[] = [];
  const request = async (options: { url: string; method?: string; data?: unknown; header?: object }) => {
    const operationId = operationOf(options.method ?? 'GET', options.url);
    if (operationId === undefined) throw new Error(`no operation for ${options.method} ${options.url}`);
    const header = options.header as Record<string, string | undefined>;
    const one: Sent = { operationId, url: options.url, body: options.data, key: header['idempotency-key'] };
    sent.push(one);
    const handler = handlers[operationId];
    const answer = handler === undefined ? await lostAnswer() : await handler(one);
    return { statusCode: answer.status, data: JSON.stringify(answer.body), header: {}, errMsg: 'request:ok' };
  };
  Taro.request = request as unknown as typeof Taro.request;
  return { sent };
}
