import Taro from '@tarojs/taro';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { useSession } from '../../api/session';
import {
  makeDesk,
  makeDeskFeeReduction,
  makeDistrictCentre,
  makeOfficerDesk,
} from '../../test-support/desk-factories';
import { fakeBff, refusal, reply } from '../../test-support/fake-bff';
import { renderInApp } from '../../test-support/in-app';
import { makeFile } from '../../test-support/upload-server';
import { DeskPage } from './desk-page';
import { FeeReductionDeskPage } from './fee-reduction-desk-page';
import { JoinDeskPage } from './join-desk-page';
import { PickupPage } from './pickup-page';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

type Handlers = Parameters<typeof fakeBff>[0];
const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const closed = () => ({ ...makeDesk(), open: null });
const bffWith = (handlers: Handlers) => {
  const { sent } = fakeBff(handlers);
  return (id: string) => sent.filter(({ operationId }) => operationId === id);
};

describe('opening the desk', () => {
  it('takes six digits of the authenticator', async () => {
    const of = bffWith({
      getDesk: () => reply('getDesk', closed()),
      openDesk: () => reply('openDesk', makeOfficerDesk()),
      deskListInbox: () => reply('deskListInbox', { items: [] }),
    });
    renderInApp(<DeskPage />);
    type(await screen.findByLabelText('验证器上的 6 位数字').then(() => '验证器上的 6 位数字'), '12345');
    tap('打开工作台');
    expect(of('openDesk')).toEqual([]);
    type('验证器上的 6 位数字', '123456');
    tap('打开工作台');
    expect(await screen.findByText('桥西街道 工作台')).toBeTruthy();
    expect(of('openDesk').map(({ body }) => body)).toEqual([{ membershipId: 'm_0001', code: '123456' }]);
  });

  it('says how many tries are left when the digits were wrong', async () => {
    bffWith({
      getDesk: () => reply('getDesk', closed()),
      openDesk: () => refusal('code_wrong', 422, { n: 3 }),
    });
    renderInApp(<DeskPage />);
    await screen.findByLabelText('验证器上的 6 位数字');
    type('验证器上的 6 位数字', '123456');
    tap('打开工作台');
    expect((await screen.findByRole('alert')).textContent).toContain('还可以试 3 次');
  });

  it('leads who has no place at a desk to joining one', async () => {
    bffWith({ getDesk: () => reply('getDesk', { memberships: [], open: null }) });
    const go = vi.spyOn(Taro, 'navigateTo');
    renderInApp(<DeskPage />);
    fireEvent.click(await screen.findByRole('button', { name: '我有邀请码' }));
    expect(go).toHaveBeenCalledWith({ url: '/pages/desk/join' });
  });

  it('asks who is not signed in to sign in first', () => {
    const of = bffWith({});
    useSession.setState({ status: 'signedOut', familyId: null, accessToken: null });
    renderInApp(<DeskPage />);
    tap('登录');
    expect(useSession.getState().asked).not.toBeNull();
    expect(of('getDesk')).toEqual([]);
  });
});

describe('joining a desk', () => {
  it('shows the secret as picture and text, and is done with the first digits', async () => {
    const of = bffWith({
      getDesk: () => reply('getDesk', { memberships: [], open: null }),
      joinDesk: () =>
        reply('joinDesk', {
          membershipId: 'm_0001',
          role: 'staff',
          placeName: '栗子树托育中心',
          secret: 'JBSWY3DPEHPK3PXP',
          otpauthUri: 'otpauth://totp/nearcare?secret=JBSWY3DPEHPK3PXP',
        }),
      openDesk: () => reply('openDesk', makeDesk()),
    });
    const replace = vi.spyOn(Taro, 'redirectTo');
    renderInApp(<JoinDeskPage code="" />);
    type(await screen.findByLabelText('邀请码').then(() => '邀请码'), 'k7qp-3mxd');
    tap('加入');
    expect(await screen.findByText('JBSW Y3DP EHPK 3PXP')).toBeTruthy();
    expect(screen.getByRole('img', { name: '验证器的二维码' })).toBeTruthy();
    expect(of('joinDesk').map(({ body }) => body)).toEqual([{ invitationCode: 'K7QP3MXD' }]);
    type('验证器上的 6 位数字', '654321');
    tap('对上了，打开工作台');
    await waitFor(() => expect(replace).toHaveBeenCalledWith({ url: '/pages/desk/index' }));
  });

  it('with an invitation that is over says so at the field', async () => {
    bffWith({
      getDesk: () => reply('getDesk', { memberships: [], open: null }),
      joinDesk: () => refusal('invitation_expired', 404),
    });
    renderInApp(<JoinDeskPage code="K7QP3MXD" />);
    await screen.findByLabelText('邀请码');
    tap('加入');
    expect((await screen.findByRole('alert')).textContent).toContain('邀请用不了了');
  });
});

describe('a pick-up code at the gate', () => {
  const open = (redeem: Handlers['deskRedeemPickupCode']) =>
    bffWith({
      getDesk: () => reply('getDesk', makeDesk()),
      ...(redeem === undefined ? {} : { deskRedeemPickupCode: redeem }),
    });

  it('shows who may take which child, large', async () => {
    const of = open(() =>
      reply('deskRedeemPickupCode', {
        childId: 'k_0001',
        nickname: '小满',
        pickupName: '陈外婆',
        relation: 'grandparent',
        usedAt: '2026-11-24T08:40:00.000Z',
      }),
    );
    renderInApp(<PickupPage />);
    await screen.findByLabelText('接娃码');
    type('接娃码', ' 482613 ');
    tap('核对');
    expect((await screen.findByText('陈外婆')).className).toContain('dk-big');
    expect(screen.getByText('祖父母')).toBeTruthy();
    expect(screen.getByText('接 小满')).toBeTruthy();
    expect(of('deskRedeemPickupCode').map(({ body }) => body)).toEqual([{ text: '482613' }]);
  });

  it('that is not good names nobody', async () => {
    open(() => refusal('pickup_code_invalid', 404));
    renderInApp(<PickupPage />);
    await screen.findByLabelText('接娃码');
    type('接娃码', '000000');
    tap('核对');
    expect((await screen.findByRole('alert')).textContent).toContain('接娃码不对');
    expect(screen.queryByText('码是对的')).toBeNull();
  });

  it('is not for who has no desk open', async () => {
    bffWith({ getDesk: () => reply('getDesk', closed()) });
    renderInApp(<PickupPage />);
    expect(await screen.findByText('工作台没有打开')).toBeTruthy();
  });
});

describe('an officer', () => {
  const officer: Handlers = { getDesk: () => reply('getDesk', makeOfficerDesk()) };

  it('sees what waits with its deadline, and how old the centres’ figures are', async () => {
    bffWith({
      ...officer,
      deskListInbox: () =>
        reply('deskListInbox', {
          items: [
            {
              kind: 'feeReduction',
              id: 'fr_0001',
              title: '多孩家庭减免',
              isUrgent: false,
              askedAt: '2026-11-01T01:00:00.000Z',
              answerBy: new Date(2026, 10, 21).toISOString(),
              isOverdue: true,
            },
          ],
        }),
      deskListCentres: () =>
        reply('deskListCentres', {
          items: [makeDistrictCentre()],
          nextCursor: null,
        }),
    });
    renderInApp(<DeskPage />);
    expect(await screen.findByText('过期了')).toBeTruthy();
    expect(screen.getByText(/收到，最迟 11月20日$/)).toBeTruthy();
    fireEvent.click(screen.getByRole('radio', { name: '机构' }));
    expect(await screen.findByText('45 个托位，从没报过余位')).toBeTruthy();
  });

  it('goes from what waits to that very thing, and sees by a word what is urgent', async () => {
    bffWith({
      ...officer,
      deskListInbox: () =>
        reply('deskListInbox', {
          items: [
            {
              ...{
                kind: 'complaint',
                id: 'cp_0001',
                title: '投诉 受伤、事故',
                isUrgent: true,
                isOverdue: false,
              },
              askedAt: new Date(2026, 10, 24, 9, 12).toISOString(),
              answerBy: new Date(2026, 10, 24, 10, 12).toISOString(),
            },
          ],
        }),
    });
    const go = vi.spyOn(Taro, 'navigateTo');
    renderInApp(<DeskPage />);
    const row = await screen.findByRole('link', { name: '紧急，投诉 受伤、事故，最迟 11月24日 10:12' });
    expect(screen.getByText('紧急')).toBeTruthy();
    fireEvent.click(row);
    expect(go).toHaveBeenLastCalledWith({ url: '/pages/desk/complaint?id=cp_0001' });
    fireEvent.click(screen.getByRole('link', { name: '投诉举报，1 件等你办' }));
    expect(go).toHaveBeenLastCalledWith({ url: '/pages/desk/complaints' });
  });

  it('suspends a centre with a reason and a day, told before, and lifts only what a desk suspended', async () => {
    let isSuspended = false;
    const of = bffWith({
      ...officer,
      deskListInbox: () => reply('deskListInbox', { items: [] }),
      deskListCentres: () =>
        reply('deskListCentres', {
          items: [
            makeDistrictCentre(
              isSuspended
                ? { filingStatus: 'suspended', suspension: { from: '2026-11-23', reason: '消防整改' } }
                : {},
            ),
            makeDistrictCentre({ id: 'c_0002', name: '萤火虫托育中心', filingStatus: 'suspended' }),
          ],
          nextCursor: null,
        }),
      deskSuspendCentre: () => {
        isSuspended = true;
        return reply('deskSuspendCentre', {
          ...{ centreId: 'c_0001', filingStatus: 'suspended', endedBookings: 3, cancelledClasses: 0 },
        });
      },
    });
    renderInApp(<DeskPage />);
    fireEvent.click(await screen.findByRole('radio', { name: '机构' }));
    await screen.findByText('萤火虫托育中心');
    expect(screen.queryByRole('button', { name: '恢复萤火虫托育中心' })).toBeNull();
    tap('暂停栗子树托育中心');
    expect(screen.getByText(/已约的全部取消并告诉家长/)).toBeTruthy();
    tap('暂停服务');
    expect(screen.getByText('写一下原因，家长会看到。')).toBeTruthy();
    expect(of('deskSuspendCentre')).toEqual([]);
    type('原因，家长会看到', ' 消防整改 ');
    tap('决定的日子减一');
    tap('暂停服务');
    expect(await screen.findByText('栗子树托育中心暂停了。取消了 3 个预约，已经告诉家长。')).toBeTruthy();
    expect(of('deskSuspendCentre').map(({ body }) => body)).toEqual([
      { from: '2026-11-23', reason: '消防整改' },
    ]);
    expect(await screen.findByRole('button', { name: '恢复栗子树托育中心' })).toBeTruthy();
  });

  it('fetches a proof only by a tap, because each look is written down', async () => {
    const of = bffWith({
      ...officer,
      deskGetFeeReduction: () =>
        reply('deskGetFeeReduction', makeDeskFeeReduction({ proofs: [makeFile({ bytes: 412_000 })] })),
      deskGetProofLink: () =>
        reply('deskGetProofLink', { url: '/api/v1/files/x', expiresAt: '2026-11-24T02:00:00.000Z' }),
    });
    renderInApp(<FeeReductionDeskPage id="fr_0001" />);
    await screen.findByText('照片，0.4 MB');
    expect(of('deskGetProofLink')).toEqual([]);
    tap('看第 1 份');
    expect(await screen.findByRole('img', { name: '第 1 份证明的照片' })).toBeTruthy();
  });

  it('cannot refuse without a reason', async () => {
    const of = bffWith({
      ...officer,
      deskGetFeeReduction: () => reply('deskGetFeeReduction', makeDeskFeeReduction()),
      deskDecideFeeReduction: () =>
        reply('deskDecideFeeReduction', makeDeskFeeReduction({ state: 'refused', reason: '证明过期了' })),
    });
    renderInApp(<FeeReductionDeskPage id="fr_0001" />);
    await screen.findByText('你的答复');
    tap('不同意');
    expect(screen.getByText('写一下理由，家长会看到。')).toBeTruthy();
    expect(of('deskDecideFeeReduction')).toEqual([]);
    type('理由（不同意时要写）', ' 证明过期了 ');
    tap('不同意');
    expect(await screen.findByText('没有同意')).toBeTruthy();
    expect(screen.queryByText('你的答复')).toBeNull();
    expect(of('deskDecideFeeReduction').map(({ body }) => body)).toEqual([
      { decision: 'refused', reason: '证明过期了' },
    ]);
  });

  it('sees what was decided when somebody was quicker', async () => {
    let isDecided = false;
    bffWith({
      ...officer,
      deskGetFeeReduction: () =>
        reply('deskGetFeeReduction', makeDeskFeeReduction(isDecided ? { state: 'granted' } : {})),
      deskDecideFeeReduction: () => {
        isDecided = true;
        return refusal('already_decided');
      },
    });
    renderInApp(<FeeReductionDeskPage id="fr_0001" />);
    await screen.findByText('你的答复');
    tap('同意减免');
    expect(await screen.findByText('同意了')).toBeTruthy();
  });
});
