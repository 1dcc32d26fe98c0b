import { useEffect, useState } from 'react';
import { call } from '../../api/client';
import { describeError } from '../../api/error-messages';
import { type ApiError, asApiError } from '../../api/problem';
import { finishSignIn, keepSession } from '../../api/session';
import { clientKind } from '../../platform/client-kind';
import { wechatLoginCode } from '../../platform/wechat-login';
import { putRulesAway } from '../../ui/first-run-notice';

/** Which field a refusal belongs under; everything else stands above the button. */
export type SignInFault = { at: 'phone' | 'code' | 'form'; text: string; offersNewCode: boolean };

function faultOf(error: ApiError): SignInFault {
  const { title, sentence } = describeError(error);
  const text = sentence === '' ? title : `${title}。${sentence}`;
  const isPhone = error.code === 'phone_invalid' || error.errors.some(({ path }) => path.includes('phone'));
  const isCode = error.code === 'code_wrong' || error.code === 'code_expired';
  return {
    at: isPhone ? 'phone' : isCode || error.code === 'input_invalid' ? 'code' : 'form',
    text,
    offersNewCode: isCode,
  };
}

/** The form says where the rules stand; below the page they need not be said again. */
function enter(session: Parameters<typeof keepSession>[0]): void {
  keepSession(session);
  putRulesAway();
  finishSignIn();
}

type Busy = 'sending' | 'signingIn' | 'wechat';

/**
 * The two steps of signing in by phone: a number gets a code, the code opens the session; and the one step of WeChat.
 * One request at a time.
 */
export function useSignIn() {
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const [sent, setSent] = useState<{ developmentCode: string | undefined } | null>(null);
  const [resendInSeconds, setResendInSeconds] = useState(0);
  const [busy, setBusy] = useState<Busy | null>(null);
  const [fault, setFault] = useState<SignInFault | null>(null);

  useEffect(() => {
    if (resendInSeconds <= 0) return;
    const timer = setTimeout(() => setResendInSeconds(resendInSeconds - 1), 1000);
    return () => clearTimeout(timer);
  }, [resendInSeconds]);

  async function run(step: Busy, work: () => Promise<void>): Promise<void> {
    if (busy !== null) return;
    setBusy(step);
    setFault(null);
    try {
      await work();
    } catch (error) {
      const known = asApiError(error);
      setFault(faultOf(known));
      if (known.code === 'code_expired') setResendInSeconds(0);
    } finally {
      setBusy(null);
    }
  }

  const digits = phone.replace(/[\s-]/g, '');

  return {
    phone,
    code,
    sent,
    resendInSeconds,
    busy,
    fault,
    setPhone(next: string) {
      setPhone(next);
      setFault(null);
    },
    setCode(next: string) {
      setCode(next.replace(/\D/g, '').slice(0, 6));
      setFault(null);
    },
    /** Back to the number, which may have been mistyped. */
    changePhone() {
      setSent(null);
      setCode('');
      setFault(null);
    },
    sendCode: () =>
      run('sending', async () => {
        const receipt = await call('requestPhoneCode', { body: { phone: digits } });
        setSent({ developmentCode: receipt.developmentCode });
        setResendInSeconds(receipt.resendInSeconds);
        setCode('');
      }),
    signIn: () =>
      run('signingIn', async () => {
        if (!/^\d{6}$/.test(code)) {
          setFault({ at: 'code', text: '验证码是 6 位数字', offersNewCode: false });
          return;
        }
        enter(await call('loginWithPhone', { body: { phone: digits, code, client: clientKind } }));
      }),
    /** `phoneCode` of WeChat's own button; without it the account is known to us by WeChat alone. */
    signInByWechat: (phoneCode?: string) =>
      run('wechat', async () => {
        if (wechatLoginCode === null) return;
        const wechatCode = await wechatLoginCode();
        const body = { code: wechatCode, ...(phoneCode === undefined ? {} : { phoneCode }) };
        enter(await call('loginWithWechat', { body }));
      }),
  };
}
