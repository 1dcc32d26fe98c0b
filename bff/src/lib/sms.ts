/** Where text messages go: an operator's own gateway, or nowhere while developing. */
export type SmsSettings = { readonly kind: 'development' } | { readonly kind: 'http'; readonly url: string };

/** A code on its way. Carriers with templates of their own choose one by `purpose`; the others send `text`. */
type CodeMessage = { phone: string; code: string; purpose: string; text: string };

/** Carries a code, or the text of a notice, to a phone. */
export type SmsProvider = {
  /** Codes of the development provider are shown in the answer; no other provider may. */
  readonly showsCode: boolean;
  /** @throws Error when the carrier did not take it; the message never holds the number. */
  sendCode(message: CodeMessage): Promise<void>;
  /** @throws as `sendCode` */
  sendText(phone: string, text: string): Promise<void>;
};

/** The carrier answered that it did not take the message. */
export class SmsRefusedError extends Error {
  constructor(status: number) {
    super(`the SMS carrier answered ${status}`);
    this.name = 'SmsRefusedError';
  }
}

export function smsProvider(sms: SmsSettings): SmsProvider {
  if (sms.kind === 'development')
    return { showsCode: true, sendCode: async () => undefined, sendText: async () => undefined };
  const post = async (body: object): Promise<void> => {
    const response = await fetch(sms.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(5_000),
    });
    if (!response.ok) throw new SmsRefusedError(response.status);
  };
  return {
    showsCode: false,
    sendCode: (message) => post(message),
    sendText: (phone, text) => post({ phone, text }),
  };
}
