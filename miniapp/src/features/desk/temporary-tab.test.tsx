import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fakeBff, refusal, reply } from '../../test-support/fake-bff';
import { renderInApp } from '../../test-support/in-app';
import type { DeskTemporary } from './ask-desk';
import { TemporaryTab } from './temporary-tab';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const item: DeskTemporary = {
  ...{ bookingId: 'b_000100', childId: 'k_0001', nickname: '小满', ageMonths: 19, groupName: '托小班' },
  ...{ date: '2026-11-24', from: '14:00', to: '16:00', askedAt: '2026-11-24T01:12:00.000Z' },
  answerBy: { at: '2026-11-24T02:12:00.000Z', on: '2026-11-24', time: '10:12' },
  decision: null,
};
const tap = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

async function open(handlers: Parameters<typeof fakeBff>[0] = {}) {
  let items = [item];
  const { sent } = fakeBff({
    deskListTemporary: () => reply('deskListTemporary', { items }),
    deskListInbox: () => reply('deskListInbox', { items: [] }),
    deskDecideTemporary: ({ body }) => {
      const { decision } = body as { decision: 'accepted' | 'declined' };
      items = [];
      return reply('deskDecideTemporary', { ...item, decision });
    },
    ...handlers,
  });
  renderInApp(<TemporaryTab today="2026-11-24" />);
  await screen.findByText('小满，1 岁 7 个月');
  return { decisions: () => sent.filter(({ operationId }) => operationId === 'deskDecideTemporary') };
}

describe('children at short notice, at the desk', () => {
  it('say who, when, and until when the answer is due', async () => {
    await open();
    expect(screen.getByText('今天 14:00–16:00，托小班')).toBeTruthy();
    expect(screen.getByText('要在今天 10:12 前答复，位置先留着')).toBeTruthy();
  });

  it('are accepted by one tap, and gone from the list', async () => {
    const { decisions } = await open();
    tap('同意小满来');
    expect(await screen.findByText('没有等回复的')).toBeTruthy();
    expect(decisions().map(({ url, body }) => [url.split('/').slice(-2), body])).toEqual([
      [['b_000100', 'decision'], { decision: 'accepted' }],
    ]);
  });

  it('are declined with one of few reasons, after a second look', async () => {
    const { decisions } = await open();
    tap('接不了小满');
    expect(decisions()).toEqual([]);
    tap('先不答复');
    tap('接不了小满');
    fireEvent.click(screen.getByRole('radio', { name: /班里的孩子满了/ }));
    tap('告诉家长');
    expect(await screen.findByText('没有等回复的')).toBeTruthy();
    expect(decisions().map(({ body }) => body)).toEqual([{ decision: 'declined', reason: 'groupFull' }]);
  });

  it('that were answered too late say so, and the list is read again', async () => {
    const { decisions } = await open({ deskDecideTemporary: () => refusal('answer_too_late') });
    tap('同意小满来');
    expect((await screen.findByRole('alert')).textContent).toContain('过了答复时间');
    await waitFor(() => expect(decisions()).toHaveLength(1));
  });
});
