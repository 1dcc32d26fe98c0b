import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeOfficerDesk } from '../../../test-support/desk-factories';
import { fakeBff, reply } from '../../../test-support/fake-bff';
import { renderInApp } from '../../../test-support/in-app';
import { HeldComments } from './held-comments';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const comment = {
  ...{ id: 'su_1', classTitle: '爬走跑', organiserName: '栗子树托育中心', stars: 4 },
  ...{ text: '加我微信', givenAt: '2026-11-28T03:00:00.000Z' },
} as const;

async function open(decision: 'released' | 'withheld') {
  const { sent } = fakeBff({
    getDesk: () => reply('getDesk', makeOfficerDesk()),
    deskListHeldComments: () => reply('deskListHeldComments', { items: [comment], nextCursor: null }),
    deskDecideComment: () => reply('deskDecideComment', { id: 'su_1', decision }),
  });
  renderInApp(<HeldComments />);
  fireEvent.click(screen.getByRole('button', { name: '看待核的评价' }));
  await screen.findByText('加我微信');
  return () => sent.filter(({ operationId }) => operationId === 'deskDecideComment').map(({ body }) => body);
}
const tap = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

describe('a held comment at the desk', () => {
  it('is released by one tap, and goes from the list', async () => {
    const decided = await open('released');
    tap('给主办方看');
    await waitFor(() => expect(screen.queryByText('加我微信')).toBeNull());
    expect(decided()).toEqual([{ givenAt: comment.givenAt, decision: 'released' }]);
  });

  it('is withheld with a reason alone, which its family reads', async () => {
    const decided = await open('withheld');
    tap('不给主办方看');
    expect(await screen.findByText('写一下理由，家长会看到。')).toBeTruthy();
    expect(decided()).toEqual([]);
    const field = screen
      .getAllByLabelText('理由（不给看时要写）')
      .find(({ tagName }) => tagName === 'TEXTAREA');
    fireEvent.input(field as Element, { target: { value: ' 写了联系方式 ' } });
    tap('不给主办方看');
    await waitFor(() => expect(screen.queryByText('加我微信')).toBeNull());
    expect(decided()).toEqual([{ givenAt: comment.givenAt, decision: 'withheld', reason: '写了联系方式' }]);
  });
});
