import { apiPrefix, type OperationId, routes } from '@nearcare/shared/contract/routes';
import type { Problem, Reply } from '@nearcare/shared/contract/types';
import type { FastifyInstance, InjectOptions } from 'fastify';

let counter = 0;

/** A fresh key or number that no other test of this process uses. */
export function nextNumber(): number {
  counter += 1;
  return counter;
}

type Purpose = Reply<'listConsents'>['items'][number]['purpose'];
type Input = {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  key?: string;
  token?: string | null;
  /** Of an anonymous complaint, where it stands for its author. */
  trackingCode?: string;
};
export type Answer<Id extends OperationId> = {
  status: number;
  body: Reply<Id>;
  problem: Problem;
  headers: Record<string, unknown>;
};

/** Somebody with a phone: calls operations by their names, signed in or not. */
export class Parent {
  token: string | null = null;
  familyId = '';
  #agreedTo = new Set<Purpose>();

  constructor(
    readonly app: FastifyInstance,
    readonly phone = `139${String(10_000_000 + Math.floor(Math.random() * 89_999_999))}`,
  ) {}

  async call<Id extends OperationId>(id: Id, input: Input = {}): Promise<Answer<Id>> {
    const { method, path } = routes[id];
    const url =
      apiPrefix +
      path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(input.params?.[name] ?? ''));
    const token = input.token === undefined ? this.token : input.token;
    const response = await this.app.inject({
      method,
      url,
      query: input.query as InjectOptions['query'],
      payload: input.body as InjectOptions['payload'],
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(Buffer.isBuffer(input.body) ? { 'content-type': 'application/octet-stream' } : {}),
        ...(input.trackingCode ? { 'x-tracking-code': input.trackingCode } : {}),
        'idempotency-key': input.key ?? `test-key-${nextNumber()}-${Date.now()}`,
      },
    } as InjectOptions);
    const json = response.json();
    return { status: response.statusCode, body: json, problem: json, headers: response.headers };
  }

  async signIn(): Promise<this> {
    const sent = await this.call('requestPhoneCode', { body: { phone: this.phone } });
    const code = sent.body.developmentCode ?? '';
    const login = await this.call('loginWithPhone', { body: { phone: this.phone, code, client: 'weapp' } });
    if (login.status !== 200)
      throw new Error(`sign-in answered ${login.status} ${JSON.stringify(login.problem)}`);
    this.token = login.body.accessToken;
    this.familyId = login.body.familyId;
    return this;
  }

  /** Agrees to the text in force, once; `again` after a withdrawal. */
  async agreeTo(purpose: Purpose, { again = false } = {}): Promise<void> {
    if (this.#agreedTo.has(purpose) && !again) return;
    const { items } = (await this.call('listConsents')).body;
    const version = items.find((item) => item.purpose === purpose)?.version;
    const given = await this.call('giveConsent', { body: { purpose, version } });
    if (given.status !== 200) throw new Error(`giveConsent answered ${JSON.stringify(given.problem)}`);
    this.#agreedTo.add(purpose);
  }

  /** Adds a child of the given age, by default a juniorToddler born on 8 April 2025. */
  async addChild(birthOn = '2025-04-08', nickname = '小满') {
    await this.agreeTo('childProfile');
    const added = await this.call('addChild', { body: { nickname, birthOn } });
    if (added.status !== 201) throw new Error(`addChild answered ${JSON.stringify(added.problem)}`);
    return added.body;
  }

  async quote(centreId: string, childId: string, date: string) {
    return this.call('quoteBooking', { body: { centreId, childId, mode: 'fullDay', dates: [date] } });
  }

  async book(centreId: string, childId: string, date: string, key?: string) {
    const quote = await this.quote(centreId, childId, date);
    if (quote.status !== 201) return quote as unknown as Answer<'createBooking'>;
    return this.call('createBooking', { body: { quoteId: quote.body.id }, ...(key ? { key } : {}) });
  }
}

/** A signed-in parent with one child. */
export async function parentWithChild(app: FastifyInstance, birthOn?: string) {
  const parent = await new Parent(app).signIn();
  const child = await parent.addChild(birthOn);
  return { parent, child };
}

/** How an operation refused: its status and code, for one look at both. */
export function faultOf({
  status,
  problem,
}: {
  status: number;
  problem: { code: string };
}): [number, string] {
  return [status, problem.code];
}
