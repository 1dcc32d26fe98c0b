import { QueryClientProvider } from '@tanstack/react-query';
import Taro from '@tarojs/taro';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { queryClient } from '../../api/query-client';
import { useSession } from '../../api/session';
import { fakeBff, refusal, reply } from '../../test-support/fake-bff';
import { makeReceipt } from '../../test-support/privacy-factories';
import { ReceiptPage } from './receipt-page';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

function open(receiptId: string, handlers: Parameters<typeof fakeBff>[0]) {
  const bff = fakeBff(handlers);
  useSession.setState({ status: 'signedOut', accessToken: null, familyId: null });
  render(
    <QueryClientProvider client={queryClient}>
      <ReceiptPage receiptId={receiptId} />
    </QueryClientProvider>,
  );
  return bff;
}

describe('the receipt of a deletion', () => {
  it('is shown to whoever holds its number, signed in or not', async () => {
    open('d_0001', { getDeletionReceipt: () => reply('getDeletionReceipt', makeReceipt()) });
    expect(await screen.findByText('删完了')).toBeTruthy();
    expect(screen.getByText('d_0001')).toBeTruthy();
    expect(screen.getByText('你家的加密密钥')).toBeTruthy();
    // Looked up from another phone: nothing is claimed about this one.
    expect(screen.queryByText('这台手机')).toBeNull();
  });

  it('says that it is under way until it is done, and then by itself that it is done', async () => {
    let isDone = false;
    open('d_0001', {
      getDeletionReceipt: () =>
        reply(
          'getDeletionReceipt',
          isDone ? makeReceipt() : makeReceipt({ state: 'requested', doneAt: null }),
        ),
    });
    expect(await screen.findByText('已经在删')).toBeTruthy();
    isDone = true;
    expect(await screen.findByText('删完了', undefined, { timeout: 8000 })).toBeTruthy();
  });

  it('lets a number be typed, and says when there is none like it', async () => {
    open('d_typo', { getDeletionReceipt: () => refusal('not_found', 404) });
    expect((await screen.findByRole('alert')).textContent).toContain('查不到这个号');
    const go = vi.spyOn(Taro, 'redirectTo');
    fireEvent.change(screen.getByLabelText('回执号'), { target: { value: ' d_0002 ' } });
    fireEvent.click(screen.getByRole('button', { name: '查' }));
    expect(go).toHaveBeenCalledWith({ url: '/pages/privacy/receipt?id=d_0002' });
  });

  it('asks for the number where the address holds none', () => {
    const { sent } = open('', {});
    expect(screen.getByLabelText('回执号')).toBeTruthy();
    expect(sent).toEqual([]);
  });
});
