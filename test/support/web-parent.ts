import { apiPrefix, type OperationId, routes } from '@nearcare/shared/contract/routes';
import type { Problem, Reply } from '@nearcare/shared/contract/types';

type Input = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  key?: string;
};
export type WebAnswer<Id extends OperationId> = { status: number; body: Reply<Id>; problem: Problem };

/** So long before its end a token is traded for a new one. */
const aheadMs = 120_000;

/** A parent over real HTTP; `base` may change between calls, as a load balancer would. Stays signed in, as a phone does. */
export class WebParent {
  token = '';
  private refreshToken = '';
  private renewAt = Number.POSITIVE_INFINITY;
  private renewing: Promise<void> | null = null;

  constructor(readonly phone: string) {}

  async call<Id extends OperationId>(base: string, id: Id, input: Input = {}): Promise<WebAnswer<Id>> {
    if (Date.now() > this.renewAt) {
      this.renewing ??= this.renew(base).finally(() => {
        this.renewing = null;
      });
      await this.renewing;
    }
    return this.send(base, id, input);
  }

  private async send<Id extends OperationId>(base: string, id: Id, input: Input): Promise<WebAnswer<Id>> {
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
    this.keep(login.body);
    return this;
  }

  private async renew(base: string): Promise<void> {
    const { refreshToken } = this;
    this.keep((await this.send(base, 'refreshSession', { body: { client: 'weapp', refreshToken } })).body);
  }

  private keep({ accessToken, refreshToken = '', accessExpiresInSeconds }: Reply<'refreshSession'>): void {
    this.token = accessToken;
    this.refreshToken = refreshToken;
    this.renewAt = Date.now() + accessExpiresInSeconds * 1000 - aheadMs;
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
