import Taro from '@tarojs/taro';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeBooking } from '../../test-support/factories';
import { fakeBff, refusal, reply } from '../../test-support/fake-bff';
import { CancelSheet } from './cancel-sheet';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

function open(cancelBooking: NonNullable<Parameters<typeof fakeBff>[0]['cancelBooking']>) {
  const bff = fakeBff({ cancelBooking });
  const onClose = vi.fn();
  const onCall = vi.fn();
  render(<CancelSheet booking={makeBooking()} isOpen onClose={onClose} onCall={onCall} />);
  return { ...bff, onClose, onCall };
}

const cancelled = makeBooking({
  status: 'cancelled',
  canCancel: false,
  cancelledAt: '2026-11-24T02:00:00.000Z',
  cancelledBy: 'parent',
});

describe('cancelling', () => {
  it('says what it costs before anything is sent', () => {
    const { sent } = open(() => reply('cancelBooking', cancelled));
    expect(screen.getByText('周三 18:00 前取消')).toBeTruthy();
    expect(screen.getByText('收 20 元')).toBeTruthy();
    expect(sent).toEqual([]);
  });

  it('can be put away without an effect', () => {
    const { sent, onClose } = open(() => reply('cancelBooking', cancelled));
    fireEvent.click(screen.getByRole('button', { name: '先不取消' }));
    expect(onClose).toHaveBeenCalled();
    expect(sent).toEqual([]);
  });

  it('cancels, keeps the cancelled card on the phone and closes', async () => {
    const { sent, onClose } = open(() => reply('cancelBooking', cancelled));
    fireEvent.click(screen.getByRole('button', { name: '取消预约' }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(sent.map(({ operationId }) => operationId)).toEqual(['cancelBooking']);
    expect(String(Taro.getStorageSync('nearcare.answer.mine.booking.b_0001'))).toContain('"cancelled"');
  });

  it('when it is too late says until when, and offers the phone instead', async () => {
    const { onClose, onCall } = open(() => refusal('cancel_too_late', 409, { time: '11月26日 7:30' }));
    fireEvent.click(screen.getByRole('button', { name: '取消预约' }));
    expect(await screen.findByText(/11月26日 7:30 前能取消/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '打电话' }));
    expect(onCall).toHaveBeenCalled();
    expect(onClose).not.toHaveBeenCalled();
  });
});
