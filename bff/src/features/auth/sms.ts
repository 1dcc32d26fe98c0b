import type { Config } from '../../config.js';
import type { PhoneCodePurpose } from './codes.model.js';

/** A code on its way. `purpose` is what the message must say it is for. */
type CodeMessage = { phone: string; code: string; purpose: PhoneCodePurpose };

/** Carries a code to a phone. */
export type SmsProvider = {
  /** Codes of the development provider are shown in the answer; no other provider may. */
  readonly showsCode: boolean;
  /** @throws Error when the carrier did not take it; the message never holds the number. */
  sendCode(message: CodeMessage): Promise<void>;
};

/** What the phone shows. Whoever reads a code out must know to whom and what for, and that it opens no account. */
const textOf: Readonly<Record<PhoneCodePurpose, (code: string) => string>> = {
  signIn: (code) => `【就近托】登录验证码 ${code}，5 分钟内有效。不要告诉别人。`,
  desk: (code) =>
    `【就近托】托育机构的老师正在帮你办理，验证码 ${code}，5 分钟内有效。念给老师，就能看到你家孩子的称呼和月龄、帮你预约。不是你本人在办，不要告诉别人。`,
};

/** Carriers with templates of their own choose one by `purpose`; the others send `text`. */
export function smsProvider(sms: Config['sms']): SmsProvider {
  if (sms.kind === 'development') return { showsCode: true, sendCode: async () => undefined };
  return {
    showsCode: false,
    async sendCode({ phone, code, purpose }) {
      const response = await fetch(sms.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ phone, code, purpose, text: textOf[purpose](code) }),
        signal: AbortSignal.timeout(5_000),
      });
      if (!response.ok) throw new Error(`the SMS carrier answered ${response.status}`);
    },
  };
}
