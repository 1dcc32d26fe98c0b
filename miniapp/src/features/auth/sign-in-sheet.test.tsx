import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { requireSession, useSession } from '../../api/session';
import { fakeBff, lostAnswer, refusal, reply } from '../../test-support/fake-bff';
import { useRulesShown } from '../../ui/first-run-notice';
import { SignInSheet } from './sign-in-sheet';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const receipt = (developmentCode?: string) => () =>
  reply('requestPhoneCode', {
    expiresInSeconds: 300,
    resendInSeconds: 60,
    ...(developmentCode === undefined ? {} : { developmentCode }),
  });
const session = () =>
  reply('loginWithPhone', {
    accessToken: 'fresh',
    accessExpiresAt: '2026-11-24T02:00:00.000Z',
    accessExpiresInSeconds: 900,
    familyId: 'f_0001',
  });

function open(handlers: Parameters<typeof fakeBff>[0]) {
  const bff = fakeBff(handlers);
  useSession.setState({
    status: 'signedOut',
    familyId: null,
    accessToken: null,
    accessEndsAtMs: 0,
    asked: null,
  });
  const step = vi.fn();
  requireSession(step);
  render(<SignInSheet />);
  return { ...bff, step };
}

const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

async function getCode() {
  type('手机号', '138 0013 8000');
  fireEvent.click(screen.getByRole('button', { name: '获取验证码' }));
  await screen.findByLabelText('验证码');
}

describe('signing in', () => {
  it('says where the rules stand, so that they are not said again below the page', async () => {
    useRulesShown.setState({ isPutAway: false });
    const { step } = open({ requestPhoneCode: receipt(), loginWithPhone: session });
    expect(screen.getByRole('button', { name: '隐私政策' })).toBeTruthy();
    await getCode();
    expect(useRulesShown.getState().isPutAway).toBe(false);
    type('验证码', '482913');
    fireEvent.click(screen.getByRole('button', { name: '登录' }));
    await waitFor(() => expect(step).toHaveBeenCalledTimes(1));
    expect(useRulesShown.getState().isPutAway).toBe(true);
  });

  it('goes on with the very step that asked', async () => {
    const { sent, step } = open({ requestPhoneCode: receipt(), loginWithPhone: session });
    await getCode();
    expect(sent[0]?.body).toEqual({ phone: '13800138000' });
    expect(screen.queryByText(/演示验证码/)).toBeNull();
    type('验证码', '482913');
    fireEvent.click(screen.getByRole('button', { name: '登录' }));
    await waitFor(() => expect(step).toHaveBeenCalledTimes(1));
    expect(sent[1]?.body).toEqual({ phone: '13800138000', code: '482913', client: 'h5' });
    expect(useSession.getState()).toMatchObject({ status: 'signedIn', accessToken: 'fresh' });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('shows the demo code only when the server sends one', async () => {
    open({ requestPhoneCode: receipt('482913') });
    await getCode();
    expect(screen.getByText('482913')).toBeTruthy();
  });

  it('can be put off, and the step then does not run', () => {
    const { step } = open({});
    fireEvent.click(screen.getByRole('button', { name: '先不登录' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(step).not.toHaveBeenCalled();
  });

  it('puts a wrong number under the number', async () => {
    open({ requestPhoneCode: () => refusal('phone_invalid', 400) });
    type('手机号', '123');
    fireEvent.click(screen.getByRole('button', { name: '获取验证码' }));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('手机号不对');
    expect(screen.getByLabelText('手机号').getAttribute('aria-describedby')).toBe(alert.id);
  });

  it('puts a wrong code under the code, with how often one may still try', async () => {
    open({ requestPhoneCode: receipt(), loginWithPhone: () => refusal('code_wrong', 400, { n: 4 }) });
    await getCode();
    type('验证码', '000000');
    fireEvent.click(screen.getByRole('button', { name: '登录' }));
    expect((await screen.findByRole('alert')).textContent).toContain('还可以试 4 次');
    expect(useSession.getState().status).toBe('signedOut');
  });

  it('says that there is no network above the button and keeps what was typed', async () => {
    open({ requestPhoneCode: lostAnswer });
    type('手机号', '13800138000');
    fireEvent.click(screen.getByRole('button', { name: '获取验证码' }));
    expect((await screen.findByText(/没有网络/)).textContent).toBeTruthy();
    expect((screen.getByLabelText('手机号') as HTMLInputElement).value).toBe('13800138000');
  });

  it('sends one request for two presses', async () => {
    const { sent } = open({ requestPhoneCode: receipt() });
    type('手机号', '13800138000');
    const button = screen.getByRole('button', { name: '获取验证码' });
    fireEvent.click(button);
    fireEvent.click(button);
    await screen.findByLabelText('验证码');
    expect(sent).toHaveLength(1);
  });
});
