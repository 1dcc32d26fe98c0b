import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { forgetMyAnswers, keepAnswer } from '../../api/last-answers';
import { useSession } from '../../api/session';
import { makeFamily, makePickup, makeRegions } from '../../test-support/factories';
import { fakeBff, lostAnswer, refusal, reply } from '../../test-support/fake-bff';
import { renderInApp } from '../../test-support/in-app';
import { FamilyPage } from './family-page';
import { rememberInvitation } from './issued-invitation';

afterEach(() => {
  cleanup();
  rememberInvitation(null);
  forgetMyAnswers();
  vi.restoreAllMocks();
});

type Handlers = Parameters<typeof fakeBff>[0];
const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));

const invitation = {
  id: 'inv_0001',
  invitedAt: '2026-11-24T01:00:00.000Z',
  expiresAt: '2099-11-26T01:00:00.000Z',
};
const issued = { ...invitation, code: 'K7QP-3MXD', expiresInSeconds: 172_800 };

async function open(first = makeFamily(), handlers: Handlers = {}) {
  const world = { family: first };
  const bff = fakeBff({
    listDistricts: () => reply('listDistricts', makeRegions()),
    getMyFamily: () => reply('getMyFamily', world.family),
    ...handlers,
  });
  renderInApp(<FamilyPage />);
  await screen.findByText('家长');
  const of = (id: string) => bff.sent.filter(({ operationId }) => operationId === id);
  return { world, of };
}

describe('inviting the second guardian', () => {
  it('says what it gives before anything is sent, and can be declined', async () => {
    const { of } = await open();
    tap(/请另一位家长来/);
    expect(screen.getByText(/也能约、能取消/)).toBeTruthy();
    tap('不邀请');
    expect(of('inviteGuardian')).toEqual([]);
    expect(screen.queryByText(/也能约、能取消/)).toBeNull();
  });

  it('shows the code in groups of four, and keeps the key while an answer was lost', async () => {
    let tries = 0;
    const { world, of } = await open(makeFamily(), {
      inviteGuardian: () => {
        tries += 1;
        if (tries === 1) return lostAnswer();
        world.family = makeFamily({ invitations: [invitation] });
        return { status: 201, body: issued };
      },
    });
    tap(/请另一位家长来/);
    tap('邀请');
    expect(await screen.findByText(/没有网络/)).toBeTruthy();
    tap('邀请');
    expect(await screen.findByText('K7QP 3MXD')).toBeTruthy();
    const [first, second] = of('inviteGuardian');
    expect(first?.key).toBe(second?.key);
    expect(await screen.findByText('等对方输入邀请码')).toBeTruthy();
  });

  it('says so when the family is full', async () => {
    await open(makeFamily(), { inviteGuardian: () => refusal('family_is_full') });
    tap(/请另一位家长来/);
    tap('邀请');
    expect(await screen.findByText(/已经有两位家长/)).toBeTruthy();
  });

  it('takes an invitation back, also one that is gone already', async () => {
    const { world, of } = await open(makeFamily({ invitations: [invitation] }), {
      revokeInvitation: () => {
        world.family = makeFamily();
        return refusal('not_found', 404);
      },
    });
    expect(screen.queryByText('看邀请码')).toBeNull();
    tap('收回邀请');
    await waitFor(() => expect(screen.queryByText('等对方输入邀请码')).toBeNull());
    expect(of('revokeInvitation')).toHaveLength(1);
  });

  it('offers neither inviting nor joining to a family of two', async () => {
    const two = makeFamily();
    two.guardians.push({ id: 'g_0002', isMe: false, phoneTail: null, joinedAt: invitation.invitedAt });
    await open(two);
    expect(screen.getByText('另一位家长')).toBeTruthy();
    expect(screen.getByText(/没留手机号/)).toBeTruthy();
    expect(screen.queryByText('请另一位家长来')).toBeNull();
    expect(screen.queryByText('我有邀请码')).toBeNull();
  });
});

describe('adults who may collect', () => {
  const withPickup = () => makeFamily({ pickups: [makePickup()] });

  it('are removed only after what that does was said', async () => {
    const { world, of } = await open(withPickup(), {
      removePickup: () => {
        world.family = makeFamily();
        return reply('removePickup', {});
      },
    });
    tap('删掉外婆');
    expect(screen.getByText(/发出去的接娃码马上作废/)).toBeTruthy();
    tap('先不删');
    expect(of('removePickup')).toEqual([]);
    tap('删掉外婆');
    tap('删掉');
    expect(await screen.findByText('加接送的人')).toBeTruthy();
    expect(of('removePickup').map(({ url }) => url)).toEqual(['/api/v1/family/pickups/pu_0001']);
  });

  it('stay on the list when the answer was lost, with the reason', async () => {
    await open(withPickup());
    tap('删掉外婆');
    tap('删掉');
    expect(await screen.findByText(/没有网络/)).toBeTruthy();
    expect(screen.getByLabelText('给外婆发接娃码')).toBeTruthy();
  });

  it('show their codes, the valid ones first, without the digits', async () => {
    const code = (id: string, state: 'valid' | 'revoked', on: string) => ({
      id,
      pickupId: 'pu_0001',
      childId: 'k_0001',
      on,
      state,
      expiresAt: '2099-11-25T16:00:00.000Z',
    });
    await open({
      ...withPickup(),
      pickupCodes: [code('pc_1', 'revoked', '2026-11-24'), code('pc_2', 'valid', '2026-11-25')],
    });
    await screen.findByLabelText('明天，外婆接小满，有效');
    const names = screen
      .getAllByRole('button')
      .map((button) => button.getAttribute('aria-label') ?? '')
      .filter((name) => name.includes('外婆接小满'));
    expect(names).toEqual(['明天，外婆接小满，有效', '今天，外婆接小满，已收回']);
  });
});

it('says who decides on a fee reduction and until when, and the reason of a refusal', async () => {
  const reduction = (id: string, state: 'requested' | 'refused', reason: string | null) => ({
    id,
    childId: 'k_0001',
    kind: 'multipleChildren' as const,
    state,
    reason,
    districtName: '桥西街道',
    proofs: state === 'requested' ? 2 : 0,
    requestedAt: invitation.invitedAt,
    // The midnight that ends the last day, where this phone is.
    answerBy: new Date(2026, 11, 16).toISOString(),
    decidedAt: state === 'requested' ? null : '2026-11-30T03:00:00.000Z',
  });
  await open(
    makeFamily({
      feeReductions: [reduction('fr_1', 'requested', null), reduction('fr_2', 'refused', '证明过期了')],
    }),
  );
  expect(screen.getByText('等答复')).toBeTruthy();
  expect(screen.getByText('桥西街道卫健部门，最迟 12月15日 答复')).toBeTruthy();
  expect(screen.getByText('11月24日 申请，附了 2 份证明')).toBeTruthy();
  expect(screen.getByText('桥西街道卫健部门，11月30日 答复')).toBeTruthy();
  expect(screen.getByText('证明过期了')).toBeTruthy();
});

it('without a network shows what this phone kept, with its age and a way to try again', async () => {
  keepAnswer('mine.family', makeFamily({ pickups: [makePickup()] }));
  await open(makeFamily(), { getMyFamily: lostAnswer });
  expect(screen.getByText('外婆')).toBeTruthy();
  expect(await screen.findByText(/没有网络。下面是今天/)).toBeTruthy();
  expect(screen.getByRole('button', { name: '重新连接' })).toBeTruthy();
});

it('asks who is not signed in to sign in, or to leave it', async () => {
  fakeBff({});
  useSession.setState({ status: 'signedOut', familyId: null, accessToken: null });
  renderInApp(<FamilyPage />);
  tap('登录');
  expect(useSession.getState().asked).not.toBeNull();
  expect(screen.getByRole('button', { name: '先不登录' })).toBeTruthy();
});
