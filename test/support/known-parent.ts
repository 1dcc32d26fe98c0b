import { civilNow } from '@nearcare/bff/lib/zone';
import { china } from '@nearcare/bff/regions/cn';
import type { OperationId } from '@nearcare/shared/contract/routes';
import { apiPrefix } from '@nearcare/shared/contract/routes';
import type { Reply } from '@nearcare/shared/contract/types';
import { nextWorkday } from './next-workday.js';
import { makePdf } from './pictures.js';
import { WebParent } from './web-parent.js';

/** Texts that stand nowhere else: whatever part of them is found somewhere, it is this family's. */
export type Known = {
  phone: string;
  nickname: string;
  birthOn: string;
  pickupName: string;
  pickupPhone: string;
  note: string;
};

/** About 19 months old, so that a juniorToddler's group takes it on any day this is run. */
export function birthday(daysBefore = 580): string {
  return new Date(Date.now() - daysBefore * 86_400_000).toISOString().slice(0, 10);
}

/** A parent over HTTP who does everything a family can do, with texts that can be looked for afterwards. */
export class KnownParent extends WebParent {
  constructor(readonly known: Known) {
    super(known.phone);
  }

  /** The operation's answer. @throws Error with the problem when it is not a success */
  async mustCall<Id extends OperationId>(
    base: string,
    id: Id,
    input: Parameters<WebParent['call']>[2] = {},
  ): Promise<Reply<Id>> {
    const { status, body, problem } = await this.call(base, id, input);
    if (status >= 300) throw new Error(`${id} answered ${status} ${JSON.stringify(problem)}`);
    return body;
  }

  /** Signs in over the same route as the app. Answers what the store must never hold in plain. */
  async comeIn(base: string, client: 'weapp' | 'h5' = 'weapp') {
    const sent = await this.mustCall(base, 'requestPhoneCode', { body: { phone: this.phone } });
    const code = sent.developmentCode ?? '';
    const session = await this.mustCall(base, 'loginWithPhone', {
      body: { phone: this.phone, code, client },
    });
    this.token = session.accessToken;
    return { code, session };
  }

  /** Agrees to everything, one purpose after the other. */
  async agree(base: string): Promise<void> {
    const { items } = await this.mustCall(base, 'listConsents');
    for (const { purpose, version } of items)
      await this.mustCall(base, 'giveConsent', { body: { purpose, version } });
  }

  /**
   * A child, a booking, an adult with a code, a request with its proof, an invitation: every kind of personal data there
   * is. `on`: the day of both booking and code, where the service's clock is not the real one.
   */
  async liveHere(base: string, centreId: string, on: string | null = null) {
    const { nickname, birthOn, pickupName, pickupPhone, note } = this.known;
    await this.agree(base);
    const child = await this.mustCall(base, 'addChild', { body: { nickname, birthOn, sex: 'girl' } });
    const pickup = await this.mustCall(base, 'addPickup', {
      body: { name: pickupName, relation: 'grandparent', phone: pickupPhone },
    });
    const pickupCode = await this.mustCall(base, 'createPickupCode', {
      params: { pickupId: pickup.id },
      body: { childId: child.id, on: on ?? civilNow(china.timeZone, new Date()).date },
    });
    const proof = await this.handIn(base, makePdf({ text: note }));
    const asked = { childId: child.id, kind: 'multipleChildren', districtCode: 'test-1', note };
    const feeReduction = await this.mustCall(base, 'requestFeeReduction', {
      body: { ...asked, proofFileIds: [proof.id] },
    });
    const card = await this.mustCall(base, 'createFamilyCard');
    const invitation = await this.mustCall(base, 'inviteGuardian');
    const quote = await this.mustCall(base, 'quoteBooking', {
      body: { centreId, childId: child.id, mode: 'fullDay', date: on ?? nextWorkday() },
    });
    const booking = await this.mustCall(base, 'createBooking', { body: { quoteId: quote.id } });
    return { child, pickup, pickupCode, proof, feeReduction, card, invitation, booking };
  }

  /** Hands a PDF in and opens it once. Answers its id and the secret part of its address. */
  async handIn(base: string, pdf: Buffer): Promise<{ id: string; signature: string }> {
    const body = { purpose: 'feeReductionProof', type: 'application/pdf', bytes: pdf.length };
    const { id, chunkBytes } = await this.mustCall(base, 'createUpload', { body });
    const params = { fileId: id };
    for (let offset = 0; offset < pdf.length; offset += chunkBytes) {
      const chunk = pdf.subarray(offset, offset + chunkBytes);
      await this.mustCall(base, 'uploadChunk', { params, query: { offset: String(offset) }, body: chunk });
    }
    await this.mustCall(base, 'completeUpload', { params });
    const { url } = await this.mustCall(base, 'getFileLink', { params });
    const kept = Buffer.from(await (await fetch(base + url)).arrayBuffer());
    if (!kept.equals(pdf)) throw new Error('the file is not what was handed in');
    return { id, signature: new URL(base + url).searchParams.get('signature') ?? '' };
  }

  /** Any request at all, as whoever writes his own client sends it. */
  async raw(base: string, path: string, init: RequestInit = {}): Promise<{ status: number; text: string }> {
    const response = await fetch(base + apiPrefix + path, {
      ...init,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
        authorization: `Bearer ${this.token}`,
        ...init.headers,
      },
    });
    const headers = [...response.headers].map((pair) => pair.join(': ')).join('\n');
    return { status: response.status, text: `${headers}\n\n${await response.text()}` };
  }
}
