import Taro from '@tarojs/taro';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fakeBff, reply } from '../../test-support/fake-bff';
import { renderInApp } from '../../test-support/in-app';
import { InboxTab } from './inbox-tab';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('what waits for an officer', () => {
  it('leads to the page of its kind', async () => {
    const item = (kind: 'complaint' | 'feeReduction' | 'expertQuestion' | 'homeVisit') => ({
      ...{ kind, id: `${kind}_1`, title: kind, isUrgent: false, isOverdue: false },
      ...{ askedAt: '2026-11-24T01:12:00.000Z', answerBy: '2026-12-01T16:00:00.000Z' },
    });
    const kinds = {
      complaint: '/pages/desk/complaint',
      feeReduction: '/pages/desk/fee-reduction',
      expertQuestion: '/pages/desk-classes/question',
      homeVisit: '/pages/desk-classes/visit',
    } as const;
    const names = Object.keys(kinds) as (keyof typeof kinds)[];
    fakeBff({ deskListInbox: () => reply('deskListInbox', { items: names.map(item) }) });
    vi.spyOn(Taro, 'navigateTo').mockResolvedValue({ errMsg: 'ok' } as never);
    renderInApp(<InboxTab />);
    for (const kind of names) {
      fireEvent.click(await screen.findByRole('link', { name: new RegExp(`^${kind}，最迟`) }));
      expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: `${kinds[kind]}?id=${kind}_1` });
    }
  });
});
