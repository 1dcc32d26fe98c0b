import Taro from '@tarojs/taro';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetMyAnswers } from '../../api/last-answers';
import { makeFamily, makePickup, makeRegions } from '../../test-support/factories';
import { fakeBff, lostAnswer, refusal, reply } from '../../test-support/fake-bff';
import { renderInApp } from '../../test-support/in-app';
import { keepPickupCode } from './issued-pickup-code';
import { NewPickupCodePage } from './new-pickup-code-page';
import { PickupCodePage } from './pickup-code-page';

beforeEach(() => {
  // The real clock moves on, or nothing that waits would end; only the day is held.
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-24T01:12:00.000Z') });
});
afterEach(() => {
  cleanup();
  forgetMyAnswers();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

type Handlers = Parameters<typeof fakeBff>[0];
const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const radio = (name: string) => fireEvent.click(screen.getByRole('radio', { name }));

const code = {
  id: 'pc_0001',
  pickupId: 'pu_0001',
  childId: 'k_0001',
  on: '2026-11-25',
  state: 'valid' as const,
  expiresAt: '2026-11-25T16:00:00.000Z',
};
const issued = { ...code, code: '482613', qrText: 'nearcare:pickup:pc_0001:482613' };
const kept = { ...issued, pickupName: '外婆', childNickname: '小满' };
const withPickup = makeFamily({ pickups: [makePickup()] });

function bffWith(handlers: Handlers) {
  const bff = fakeBff({
    listDistricts: () => reply('listDistricts', makeRegions()),
    getMyFamily: () => reply('getMyFamily', withPickup),
    ...handlers,
  });
  return (id: string) => bff.sent.filter(({ operationId }) => operationId === id);
}

describe('giving out a pick-up code', () => {
  it('offers today and the seven days after it, and says for whom and when it is', async () => {
    bffWith({});
    renderInApp(<NewPickupCodePage pickupId="pu_0001" />);
    await screen.findByRole('radio', { name: '今天，周二' });
    const days = screen.getAllByRole('radio').map((one) => one.getAttribute('aria-label'));
    expect(days).toHaveLength(8);
    expect(days.at(-1)).toBe('12月1日，周二');
    radio('明天，周三');
    expect(screen.getByText(/只能在 11月25日 周三 当天，由外婆接小满，用一次就作废/)).toBeTruthy();
  });

  it('sends adult, child and day once however often the answer was lost, and keeps the code', async () => {
    let tries = 0;
    const of = bffWith({
      createPickupCode: () => {
        tries += 1;
        return tries === 1 ? lostAnswer() : { status: 201, body: issued };
      },
    });
    const redirect = vi.spyOn(Taro, 'redirectTo');
    renderInApp(<NewPickupCodePage pickupId="pu_0001" />);
    await screen.findByRole('radio', { name: '明天，周三' });
    radio('明天，周三');
    tap('生成接娃码');
    expect(await screen.findByText(/没有网络/)).toBeTruthy();
    tap('生成接娃码');
    await waitFor(() =>
      expect(redirect).toHaveBeenCalledWith({ url: '/pages/family/pickup-code?id=pc_0001' }),
    );
    const sent = of('createPickupCode');
    expect(sent.map(({ body }) => body)).toEqual(Array(2).fill({ childId: 'k_0001', on: '2026-11-25' }));
    expect(sent[0]?.key).toBe(sent[1]?.key);
    expect(String(Taro.getStorageSync('nearcare.answer.mine.pickup-code.pc_0001'))).toContain('482613');
  });

  it('asks for a child first where there is none', async () => {
    bffWith({ getMyFamily: () => reply('getMyFamily', { ...withPickup, children: [] }) });
    renderInApp(<NewPickupCodePage pickupId="pu_0001" />);
    expect(await screen.findByText('先加孩子')).toBeTruthy();
  });
});

describe('a pick-up code', () => {
  it('shows six digits and a picture, without a network too', async () => {
    keepPickupCode(kept);
    bffWith({ getMyFamily: lostAnswer });
    renderInApp(<PickupCodePage codeId="pc_0001" />);
    expect(await screen.findByText('482 613')).toBeTruthy();
    expect(screen.getByRole('img', { name: '接娃码的二维码' })).toBeTruthy();
    expect(screen.getByText('外婆接小满')).toBeTruthy();
  });

  it('is recalled by one tap, and then shows its digits no more', async () => {
    keepPickupCode(kept);
    const revoked = { ...code, state: 'revoked' as const };
    const of = bffWith({ revokePickupCode: () => reply('revokePickupCode', revoked) });
    renderInApp(<PickupCodePage codeId="pc_0001" />);
    await screen.findByText('482 613');
    tap('收回接娃码');
    expect(await screen.findByText(/收回了/)).toBeTruthy();
    expect(screen.queryByText('482 613')).toBeNull();
    expect(of('revokePickupCode')).toHaveLength(1);
  });

  it('stays valid, and says so, when the recall did not arrive', async () => {
    keepPickupCode(kept);
    bffWith({ revokePickupCode: lostAnswer });
    renderInApp(<PickupCodePage codeId="pc_0001" />);
    await screen.findByText('482 613');
    tap('收回接娃码');
    expect(await screen.findByText(/没有网络。填的/)).toBeTruthy();
    expect(screen.getByText('482 613')).toBeTruthy();
  });

  it('is over for this phone once the other guardian recalled it', async () => {
    keepPickupCode(kept);
    const family = { ...withPickup, pickupCodes: [{ ...code, state: 'revoked' as const }] };
    bffWith({ getMyFamily: () => reply('getMyFamily', family) });
    renderInApp(<PickupCodePage codeId="pc_0001" />);
    expect(await screen.findByText('已收回')).toBeTruthy();
    expect(screen.queryByText('482 613')).toBeNull();
  });

  it('of the other guardian’s phone can be recalled, but its digits are not here', async () => {
    bffWith({ getMyFamily: () => reply('getMyFamily', { ...withPickup, pickupCodes: [code] }) });
    renderInApp(<PickupCodePage codeId="pc_0001" />);
    expect(await screen.findByText(/数字只在发码的那部手机上/)).toBeTruthy();
    expect(screen.getByRole('button', { name: '收回接娃码' })).toBeTruthy();
  });

  it('is over after its day, by the clock alone', async () => {
    vi.setSystemTime(new Date('2026-11-25T16:00:00.000Z'));
    keepPickupCode(kept);
    bffWith({ getMyFamily: lostAnswer });
    renderInApp(<PickupCodePage codeId="pc_0001" />);
    expect(await screen.findByText('过期了')).toBeTruthy();
    expect(screen.queryByText('482 613')).toBeNull();
  });

  it('that is nobody’s is not found', async () => {
    bffWith({});
    renderInApp(<PickupCodePage codeId="pc_9999" />);
    expect(await screen.findByText('找不到这个码')).toBeTruthy();
  });

  it('is refused with the reason where the day is too far', async () => {
    bffWith({ createPickupCode: () => refusal('date_too_far', 409, { date: '12月1日' }) });
    renderInApp(<NewPickupCodePage pickupId="pu_0001" />);
    await screen.findByRole('radio', { name: '今天，周二' });
    tap('生成接娃码');
    expect(await screen.findByText(/最远可以约到 12月1日/)).toBeTruthy();
  });
});
