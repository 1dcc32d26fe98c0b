import Taro from '@tarojs/taro';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { forgetMyAnswers } from '../../api/last-answers';
import { useSession } from '../../api/session';
import { fakeBff, refusal, reply } from '../../test-support/fake-bff';
import { renderInApp } from '../../test-support/in-app';
import { HelpPage } from './help-page';
import { MinePage } from './mine-page';

afterEach(() => {
  cleanup();
  forgetMyAnswers();
  vi.restoreAllMocks();
});

const item = {
  ...{ id: 'cp_0001', number: '261124-073852', category: 'feeRefund', categoryLabel: '收费、退费' },
  ...{ level: 'normal', state: 'accepted', filedAt: '2026-11-24T01:12:00.000Z', identity: 'hidden' },
  place: { centreId: 'c_0001', name: '栗子树托育中心', districtName: '桥西街道' },
  handler: { body: 'health', name: '卫生健康部门', level: 0 },
  ...{ dueAt: '2026-12-03T16:00:00.000Z', isOverdue: false },
} as const;

describe('my complaints', () => {
  it('say how each stands, and a tap opens it', async () => {
    fakeBff({ listMyComplaints: () => reply('listMyComplaints', { items: [{ ...item, isOverdue: true }] }) });
    const go = vi.spyOn(Taro, 'navigateTo');
    renderInApp(<MinePage />);
    fireEvent.click(await screen.findByRole('link', { name: /^收费、退费，栗子树托育中心，超期/ }));
    expect(go).toHaveBeenCalledWith({ url: '/pages/complaint/progress?id=cp_0001' });
  });

  it('are none at first, and the way on is help', async () => {
    fakeBff({ listMyComplaints: () => reply('listMyComplaints', { items: [] }) });
    renderInApp(<MinePage />);
    expect(await screen.findByText('没有投诉')).toBeTruthy();
    expect(screen.getByRole('button', { name: '投诉与求助' })).toBeTruthy();
  });

  it('ask who is not signed in to do so, and nothing of the service', () => {
    const { sent } = fakeBff({});
    useSession.setState({ status: 'signedOut' });
    renderInApp(<MinePage />);
    expect(screen.getByText('先登录一下')).toBeTruthy();
    expect(sent).toEqual([]);
  });

  it('can be asked for again after a failure', async () => {
    fakeBff({ listMyComplaints: () => refusal('service_unavailable', 503) });
    renderInApp(<MinePage />);
    expect((await screen.findAllByRole('button')).length).toBeGreaterThan(1);
  });
});

it('the numbers to call are there when nothing answers, and call at once', async () => {
  fakeBff({});
  renderInApp(<HelpPage centreId="" category="" />);
  for (const number of ['110', '120', '12345'])
    expect(await screen.findByRole('button', { name: new RegExp(`^打 ${number}，`) })).toBeTruthy();
  const calls: string[] = [];
  vi.stubGlobal('location', {
    set href(url: string) {
      calls.push(url);
    },
  });
  fireEvent.click(screen.getByRole('button', { name: /^打 110，/ }));
  expect(calls).toEqual(['tel:110']);
});
