import type { Reply } from '@nearcare/shared/contract/types';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { useSession } from '../../api/session';
import { fakeBff, lostAnswer, refusal, reply } from '../../test-support/fake-bff';
import { renderInApp } from '../../test-support/in-app';
import { DevicesPage } from './devices-page';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

type Device = Reply<'listSessions'>['items'][number];
const device = (over: Partial<Device>): Device => ({
  id: 's_1',
  client: 'h5',
  device: null,
  isThis: false,
  signedInAt: '2026-11-22T01:00:00.000Z',
  lastUsedAt: '2026-11-24T01:00:00.000Z',
  ...over,
});
const here = device({ id: 's_1', isThis: true });
const phone = device({ id: 's_2', client: 'weapp', device: 'Mate 60' });

const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));

async function open(handlers: Parameters<typeof fakeBff>[0] = {}) {
  const world = { items: [here, phone] };
  const bff = fakeBff({ listSessions: () => reply('listSessions', { items: world.items }), ...handlers });
  renderInApp(<DevicesPage />);
  await screen.findByText('Mate 60');
  return { world, of: (id: string) => bff.sent.filter(({ operationId }) => operationId === id) };
}

describe('devices', () => {
  it('mark this one, which has no button to end it alone', async () => {
    await open();
    expect(screen.getByText('这台')).toBeTruthy();
    expect(screen.getAllByRole('button', { name: /退出登录$/ })).toHaveLength(1);
  });

  it('can be signed out one by one; one that is gone already counts as done', async () => {
    const { world, of } = await open({
      endSession: () => {
        world.items = [here];
        return refusal('not_found', 404);
      },
    });
    tap('让Mate 60退出登录');
    await waitFor(() => expect(screen.queryByText('Mate 60')).toBeNull());
    expect(of('endSession').map(({ url }) => url)).toEqual(['/api/v1/auth/sessions/s_2']);
  });

  it('sign out everywhere after a question, and leave nothing here', async () => {
    const { of } = await open({ signOut: () => reply('signOut', {}) });
    tap('所有设备都退出');
    tap('先不退');
    expect(of('signOut')).toEqual([]);
    tap('所有设备都退出');
    tap('全部退出');
    await waitFor(() => expect(useSession.getState().status).toBe('signedOut'));
    expect(of('signOut')[0]?.body).toMatchObject({ everywhere: true });
  });

  it('stay signed in, and say so, when signing out everywhere did not arrive', async () => {
    await open({ signOut: lostAnswer });
    tap('所有设备都退出');
    tap('全部退出');
    expect(await screen.findByText(/没有网络/)).toBeTruthy();
    expect(useSession.getState().status).toBe('signedIn');
  });
});
