import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { requireSession, useSession } from '../../api/session';
import { fakeBff, refusal, reply } from '../../test-support/fake-bff';
import { SignInSheet } from './sign-in-sheet';

// As the WeChat build has it: a login code for the asking, and a button that may bring a code for the number.
const wechat = vi.hoisted(() => ({ phoneCode: null as string | null, logins: 0 }));
vi.mock('../../platform/wechat-login', () => ({
  wechatLoginCode: async () => {
    wechat.logins += 1;
    return `login-${wechat.logins}`;
  },
}));
vi.mock('./wechat-phone-button', () => ({
  WechatPhoneButton: (props: { text: string; onPhoneCode: (code: string | null) => void }) => (
    <button type="button" onClick={() => props.onPhoneCode(wechat.phoneCode)}>
      {props.text}
    </button>
  ),
}));

beforeEach(() => {
  wechat.phoneCode = null;
  wechat.logins = 0;
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const session = () =>
  reply('loginWithWechat', {
    accessToken: 'fresh',
    accessExpiresAt: '2026-11-24T02:00:00.000Z',
    accessExpiresInSeconds: 900,
    refreshToken: 's_1.secret',
    familyId: 'f_0001',
  });

function open(loginWithWechat: NonNullable<Parameters<typeof fakeBff>[0]['loginWithWechat']>) {
  const bff = fakeBff({ loginWithWechat });
  useSession.setState({ status: 'signedOut', familyId: null, accessToken: null, accessEndsAtMs: 0 });
  const step = vi.fn();
  requireSession(step);
  render(<SignInSheet />);
  return { ...bff, step };
}

const tap = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

describe('signing in by WeChat', () => {
  it('sends both codes and goes on with the step that asked', async () => {
    wechat.phoneCode = 'phone-1';
    const { sent, step } = open(session);
    tap('微信登录');
    await waitFor(() => expect(step).toHaveBeenCalledTimes(1));
    expect(sent.map(({ body }) => body)).toEqual([{ code: 'login-1', phoneCode: 'phone-1' }]);
  });

  it('without the number says that this works too, and then signs in by WeChat alone', async () => {
    const { sent, step } = open(session);
    tap('微信登录');
    expect(await screen.findByText(/不给也能登录/)).toBeTruthy();
    expect(sent).toEqual([]);
    tap('只用微信，不给手机号');
    await waitFor(() => expect(step).toHaveBeenCalledTimes(1));
    expect(sent.map(({ body }) => body)).toEqual([{ code: 'login-1' }]);
  });

  it('fetches a new code for a second try, because each works once', async () => {
    let tries = 0;
    const { sent, step } = open(() => {
      tries += 1;
      return tries === 1 ? refusal('wechat_code_invalid', 400) : session();
    });
    tap('只用微信，不给手机号');
    expect(await screen.findByText(/微信登录没成/)).toBeTruthy();
    tap('只用微信，不给手机号');
    await waitFor(() => expect(step).toHaveBeenCalled());
    expect(sent.map(({ body }) => body)).toEqual([{ code: 'login-1' }, { code: 'login-2' }]);
  });

  it('leaves the way by message open when WeChat blocks the account, and back', async () => {
    open(() => refusal('wechat_account_blocked', 403));
    tap('只用微信，不给手机号');
    expect(await screen.findByText(/微信限制了这个账号/)).toBeTruthy();
    tap('用手机验证码登录');
    expect(screen.getByLabelText('手机号')).toBeTruthy();
    tap('用微信登录');
    expect(screen.queryByLabelText('手机号')).toBeNull();
  });

  it('can always be put off', () => {
    const { sent, step } = open(session);
    tap('先不登录');
    expect(useSession.getState().asked).toBeNull();
    expect(step).not.toHaveBeenCalled();
    expect(sent).toEqual([]);
  });
});
