import { QueryClientProvider } from '@tanstack/react-query';
import Taro from '@tarojs/taro';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { chooseChild } from '../../api/family';
import { keepAnswer } from '../../api/last-answers';
import { queryClient } from '../../api/query-client';
import { keepSession, useSession } from '../../api/session';
import { writeStored } from '../../platform/storage';
import { fakeBff, lostAnswer, refusal, reply } from '../../test-support/fake-bff';
import { makePreview, makeReceipt } from '../../test-support/privacy-factories';
import { DeletePage } from './delete-page';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

function open(handlers: Parameters<typeof fakeBff>[0]) {
  const bff = fakeBff({ previewDeletion: () => reply('previewDeletion', makePreview()), ...handlers });
  const gone = vi.spyOn(Taro, 'redirectTo');
  render(
    <QueryClientProvider client={queryClient}>
      <DeletePage />
    </QueryClientProvider>,
  );
  const asked = () => bff.sent.filter(({ operationId }) => operationId === 'deleteMyAccount');
  return { asked, gone };
}

async function ask() {
  fireEvent.click(await screen.findByRole('button', { name: '下一步：注销账号' }));
  return within(await screen.findByRole('dialog'));
}
const confirm = async () => fireEvent.click((await ask()).getByRole('button', { name: '注销' }));

const storedKeys = () => Taro.getStorageInfoSync().keys;

describe('deleting the account', () => {
  it('lists what goes, what stays until when, and the bookings that end, before anything is asked', async () => {
    const { asked } = open({});
    expect(await screen.findByText('孩子的称呼、出生日期和性别')).toBeTruthy();
    expect(screen.getByText('同意和撤回的记录')).toBeTruthy();
    expect(screen.getByText('留到 2029年11月22日')).toBeTruthy();
    expect(screen.getByText(/2 个还没到的预约会取消/)).toBeTruthy();
    expect(screen.getByText(/回执号/)).toBeTruthy();
    expect(asked()).toEqual([]);
  });

  it('says whether the whole family goes or only me', async () => {
    open({
      previewDeletion: () =>
        reply('previewDeletion', makePreview({ scope: 'guardian', upcomingBookings: 0 })),
    });
    expect(await screen.findByText('只删你自己的')).toBeTruthy();
    expect(screen.queryByText(/预约会取消/)).toBeNull();
  });

  it('asks once more, with two answers of one size and look; the other one changes nothing', async () => {
    const { asked } = open({});
    const sheet = await ask();
    expect(sheet.getByRole('button', { name: '注销' }).className).toBe(
      sheet.getByRole('button', { name: '先不注销' }).className,
    );
    fireEvent.click(sheet.getByRole('button', { name: '先不注销' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(asked()).toEqual([]);
  });

  it('deletes what was shown, goes on to the receipt, and this phone remembers nothing of the family', async () => {
    const { asked, gone } = open({
      deleteMyAccount: () => reply('deleteMyAccount', makeReceipt({ state: 'requested', doneAt: null })),
      signOut: () => reply('signOut', {}),
    });
    keepSession({
      accessToken: 'a',
      accessExpiresAt: '2030-01-01T00:00:00.000Z',
      accessExpiresInSeconds: 900,
      refreshToken: 'r',
      familyId: 'f_0001',
    });
    chooseChild('k_0001');
    keepAnswer('mine.family', { nickname: '小满' });
    keepAnswer('nearby', { place: '家' });
    writeStored('font-mode', '150');
    await confirm();
    await waitFor(() => expect(gone).toHaveBeenCalledWith({ url: '/pages/privacy/receipt?id=d_0001' }));
    expect(asked()[0]?.body).toEqual({ scope: 'family' });
    expect(asked()[0]?.key).toBeTruthy();
    expect(useSession.getState()).toMatchObject({ status: 'signedOut', accessToken: null, familyId: null });
    // How large the letters are is the phone's, not the family's.
    expect(storedKeys()).toEqual(['nearcare.font-mode']);
  });

  it('after a lost answer finds the receipt by the number it knew before', async () => {
    const { gone } = open({
      deleteMyAccount: lostAnswer,
      getDeletionReceipt: () => reply('getDeletionReceipt', makeReceipt()),
    });
    await confirm();
    await waitFor(() => expect(gone).toHaveBeenCalledWith({ url: '/pages/privacy/receipt?id=d_0001' }));
    expect(useSession.getState().status).toBe('signedOut');
  });

  it('stays signed in and says so when it was not asked for at all; the next press carries the same key', async () => {
    const { asked, gone } = open({
      deleteMyAccount: lostAnswer,
      getDeletionReceipt: () => refusal('not_found', 404),
    });
    await confirm();
    expect(await screen.findByRole('alert')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '注销' }));
    await waitFor(() => expect(asked()).toHaveLength(2));
    expect(asked()[0]?.key).toBe(asked()[1]?.key);
    expect(gone).not.toHaveBeenCalled();
    expect(useSession.getState().status).toBe('signedIn');
  });

  it('shows the other effect first when the family changed meanwhile', async () => {
    let scope: 'family' | 'guardian' = 'family';
    const { asked } = open({
      previewDeletion: () => reply('previewDeletion', makePreview({ scope })),
      deleteMyAccount: () => {
        scope = 'guardian';
        return refusal('deletion_scope_changed');
      },
    });
    await confirm();
    expect(await screen.findByText(/家里的情况刚变了/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '先不注销' }));
    expect(await screen.findByText('只删你自己的')).toBeTruthy();
    expect(asked()).toHaveLength(1);
  });
});
