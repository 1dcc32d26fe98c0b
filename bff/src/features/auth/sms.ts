import type { Config } from '../../config.js';

/** Carries a code to a phone. */
export type SmsProvider = {
  /** Codes of the development provider are shown in the answer; no other provider may. */
  readonly showsCode: boolean;
  /** @throws Error when the carrier did not take it; the message never holds the number. */
  sendCode(phone: string, code: string): Promise<void>;
};

export function smsProvider(sms: Config['sms']): SmsProvider {
  if (sms.kind === 'development') return { showsCode: true, sendCode: async () => undefined };
  return {
    showsCode: false,
    async sendCode(phone, code) {
      const response = await fetch(sms.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ phone, code }),
        signal: AbortSignal.timeout(5_000),
      });
      if (!response.ok) throw new Error(`the SMS carrier answered ${response.status}`);
    },
  };
}
