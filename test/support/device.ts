import { apiPrefix } from '@nearcare/shared/contract/routes';
import type { TestApp } from './build-test-app.js';
import { Parent } from './parent.js';

export const userAgents = {
  android: 'Mozilla/5.0 (Linux; Android 13) Chrome/116 Mobile MicroMessenger/8.0 MiniProgramEnv/android',
  iPhone: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) CriOS/119.0 Mobile Safari/604.1',
};

/** One device of somebody: its tokens, and what it calls itself. */
export class Device extends Parent {
  refreshToken = '';
  cookie = '';
  readonly clock: TestApp['clock'];

  constructor({ app, clock }: TestApp, phone?: string) {
    super(app, phone);
    this.clock = clock;
  }

  get sessionId(): string {
    return this.refreshToken.split('.')[0] ?? '';
  }

  /** As its access token says. */
  get guardianId(): string {
    return JSON.parse(Buffer.from(this.token?.split('.')[1] ?? '', 'base64url').toString()).sub;
  }

  async signInHere(client: 'h5' | 'weapp' = 'weapp', userAgent = userAgents.android): Promise<this> {
    this.clock.advance({ seconds: 61 });
    const { developmentCode } = (await this.call('requestPhoneCode', { body: { phone: this.phone } })).body;
    const response = await this.app.inject({
      method: 'POST',
      url: `${apiPrefix}/auth/phone-logins`,
      payload: { phone: this.phone, code: developmentCode, client },
      headers: { 'user-agent': userAgent },
    });
    const { accessToken, refreshToken, familyId } = response.json();
    this.token = accessToken;
    this.familyId = familyId;
    this.refreshToken = refreshToken ?? '';
    this.cookie = response.cookies[0]?.value ?? '';
    return this;
  }

  refresh(refreshToken = this.refreshToken) {
    return this.call('refreshSession', { body: { client: 'weapp', refreshToken } });
  }

  async isLetIn(token = this.token): Promise<string> {
    // An operation that asks nothing of the guardian itself: the token alone decides.
    const answer = await this.call('listMyBookings', { token });
    return answer.status === 200 ? 'yes' : answer.problem.code;
  }
}
