import { apiPrefix, type OperationId, routes } from '@nearcare/shared/contract/routes';
import type { Problem, Reply } from '@nearcare/shared/contract/types';

type Input = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  key?: string;
};
export type WebAnswer<Id extends OperationId> = { status: number; body: Reply<Id>; problem: Problem };

/** A parent over real HTTP; `base` may change between calls, as a load balancer would. */
export class WebParent {
  token = '';

  constructor(readonly phone: string) {}

  async call<Id extends OperationId>(base: string, id: Id, input: Input = {}): Promise<WebAnswer<Id>> {
    const { method, path } = routes[id];
    const address = apiPrefix + path.replace(/:(\w+)/g, (_, name: string) => input.params?.[name] ?? '');
    const query = input.query ? `?${new URLSearchParams(input.query)}` : '';
    const sent = sentAs(input.body);
    const response = await fetch(base + address + query, {
      method,
      headers: {
        ...(sent ? { 'content-type': sent.type } : {}),
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        'idempotency-key': input.key ?? crypto.randomUUID(),
      },
      ...(sent ? { body: sent.body } : {}),
    });
    const json = (await response.json()) as Reply<Id> & Problem;
    return { status: response.status, body: json, problem: json };
  }

  async signIn(base: string): Promise<this> {
    const sent = await this.call(base, 'requestPhoneCode', { body: { phone: this.phone } });
    const code = sent.body.developmentCode ?? '';
    const login = await this.call(base, 'loginWithPhone', {
      body: { phone: this.phone, code, client: 'weapp' },
    });
    this.token = login.body.accessToken;
    return this;
  }

  /** Adds a child of 19 months, having agreed to its being kept. */
  async addChild(base: string): Promise<string> {
    const { items } = (await this.call(base, 'listConsents')).body;
    const version = items.find(({ purpose }) => purpose === 'childProfile')?.version;
    await this.call(base, 'giveConsent', { body: { purpose: 'childProfile', version } });
    const birthOn = new Date(Date.now() - 19 * 30.5 * 86_400_000).toISOString().slice(0, 10);
    return (await this.call(base, 'addChild', { body: { nickname: '小满', birthOn } })).body.id;
  }
}

/** Bytes as they are, everything else as JSON. */
function sentAs(body: unknown): { type: string; body: string | Buffer<ArrayBuffer> } | null {
  if (body === undefined) return null;
  if (Buffer.isBuffer(body)) return { type: 'application/octet-stream', body: Buffer.from(body) };
  return { type: 'application/json', body: JSON.stringify(body) };
}
