import Taro from '@tarojs/taro';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeCentreComplaint, makeComplaintItem } from '../../../test-support/desk-complaint-factories';
import { makeDesk, makeOfficerDesk } from '../../../test-support/desk-factories';
import { fakeBff, refusal, reply } from '../../../test-support/fake-bff';
import { renderInApp } from '../../../test-support/in-app';
import { CentreComplaintPage } from './centre-complaint-page';
import { CentreComplaintsPage } from './centre-complaints-page';
import { ComplaintsDeskPage } from './complaints-desk-page';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const queries = (sent: ReturnType<typeof fakeBff>['sent']) =>
  sent
    .filter(({ operationId }) => operationId === 'deskListComplaints')
    .map(({ url }) => url.split('?')[1] ?? '');

describe('complaints of a district', () => {
  const open = (items = [makeComplaintItem()]) =>
    fakeBff({
      getDesk: () => reply('getDesk', makeOfficerDesk()),
      deskListInbox: () => reply('deskListInbox', { items: [] }),
      getHelp: () =>
        reply('getHelp', {
          ...{
            numbers: [],
            promises: [],
            outsideChannels: [],
            footageDays: 90,
            reopenDays: 30,
            keepYears: 3,
          },
          categories: [
            {
              ...{ code: 'feeRefund', label: '收费、退费', level: 'normal' },
              ...{ urgentFromChildren: null, bodies: [] },
            },
          ],
          evidence: { mostFiles: 9, mostBytes: 1, kinds: [], anonymousKinds: [] },
        }),
      deskGetComplaintStatistics: () =>
        reply('deskGetComplaintStatistics', {
          ...{ from: '2025-11-25', until: '2026-11-24', received: 40, solved: 31, open: 6, overdue: 1 },
          ...{ medianDays: 6, onTimePercent: 92 },
        }),
      deskListComplaints: () => reply('deskListComplaints', { items, nextCursor: null }),
    });

  it('begin with how often the district keeps its promise', async () => {
    open();
    renderInApp(<ComplaintsDeskPage />);
    expect(await screen.findByText('按时率 92%')).toBeTruthy();
    expect(screen.getByText('一半在 6 天内办完')).toBeTruthy();
  });

  it('say by words what is urgent, late, doubted and joined', async () => {
    open([
      makeComplaintItem({ level: 'urgent', isOverdue: true, isFlagged: true, leadId: 'cp_9' }),
      makeComplaintItem({ id: 'cp_0002', number: '261123-000002' }),
    ]);
    renderInApp(<ComplaintsDeskPage />);
    const [first, second] = await screen.findAllByRole('link');
    expect(first?.getAttribute('aria-label')).toMatch(/^紧急，超期，内容待核，已并案，收费、退费，/);
    expect(second?.getAttribute('aria-label')).toBe(
      '收费、退费，栗子树托育中心，等受理，最迟 11月26日，编号 261123-000002',
    );
    for (const word of ['紧急', '超期', '内容待核', '已并案']) {
      expect(within(first as HTMLElement).getByText(word)).toBeTruthy();
      expect(within(second as HTMLElement).queryByText(word)).toBeNull();
    }
  });

  it('are narrowed by what is chosen, and found by the number that a parent says', async () => {
    const { sent } = open();
    renderInApp(<ComplaintsDeskPage />);
    await screen.findByText('栗子树托育中心');
    fireEvent.click(screen.getByRole('button', { name: '筛选' }));
    fireEvent.click(await screen.findByRole('radio', { name: '收费、退费' }));
    fireEvent.click(screen.getByRole('radio', { name: '紧急' }));
    fireEvent.click(screen.getByRole('radio', { name: '只看超期' }));
    fireEvent.click(screen.getByRole('button', { name: '就看这些' }));
    expect(await screen.findByRole('button', { name: '筛选，现在只看 紧急，超期，收费、退费' })).toBeTruthy();
    await waitFor(() =>
      expect(queries(sent)).toContain('group=open&level=urgent&isOverdue=true&category=feeRefund'),
    );
    fireEvent.change(screen.getByLabelText('按编号找'), { target: { value: '261123073852' } });
    await waitFor(() => expect(queries(sent)).toContain('number=261123-073852'));
  });

  it('lead to one', async () => {
    open();
    const go = vi.spyOn(Taro, 'navigateTo');
    renderInApp(<ComplaintsDeskPage />);
    fireEvent.click(await screen.findByRole('link'));
    expect(go).toHaveBeenCalledWith({ url: '/pages/desk/complaint?id=cp_0001' });
  });
});

describe('complaints of a centre', () => {
  it('are those that are its own to answer', async () => {
    const { handler: _, isFlagged: __, leadId: ___, ...item } = makeComplaintItem();
    fakeBff({
      getDesk: () => reply('getDesk', makeDesk()),
      deskListInbox: () => reply('deskListInbox', { items: [] }),
      deskListCentreComplaints: () => reply('deskListCentreComplaints', { items: [item], nextCursor: null }),
    });
    const go = vi.spyOn(Taro, 'navigateTo');
    renderInApp(<CentreComplaintsPage />);
    fireEvent.click(await screen.findByRole('link'));
    expect(go).toHaveBeenCalledWith({ url: '/pages/desk/centre-complaint?id=cp_0001' });
  });

  it('are accepted and answered, and the centre is told what the family sees', async () => {
    let current = makeCentreComplaint();
    const { sent } = fakeBff({
      getDesk: () => reply('getDesk', makeDesk()),
      deskListInbox: () => reply('deskListInbox', { items: [] }),
      deskGetCentreComplaint: () => reply('deskGetCentreComplaint', current),
      deskAnswerComplaint: ({ body }) => {
        const { move } = body as { move: 'accepted' | 'replied' };
        current = makeCentreComplaint({ state: move, may: ['replied'] });
        return reply('deskAnswerComplaint', current);
      },
    });
    renderInApp(<CentreComplaintPage id="cp_0001" />);
    expect(await screen.findByText(/没有署名/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '受理' }));
    fireEvent.click(await screen.findByRole('button', { name: '发给家长' }));
    expect(screen.getByText('写几句，家长会看到。')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('答复'), { target: { value: '押金明天退' } });
    fireEvent.click(screen.getByRole('button', { name: '发给家长' }));
    expect(await screen.findByText('家长现在看到：已答复，“押金明天退”')).toBeTruthy();
    const acts = sent.filter(({ operationId }) => operationId === 'deskAnswerComplaint');
    expect(acts.map(({ body }) => body)).toEqual([
      { move: 'accepted' },
      { move: 'replied', text: '押金明天退' },
    ]);
  });

  it('can be called only where the author is named', async () => {
    const open = (authorPhone: string | null) => {
      fakeBff({
        getDesk: () => reply('getDesk', makeDesk()),
        deskGetCentreComplaint: () => reply('deskGetCentreComplaint', makeCentreComplaint({ authorPhone })),
        deskAnswerComplaint: () => refusal('retry'),
      });
      renderInApp(<CentreComplaintPage id="cp_0001" />);
    };
    open('13900000001');
    expect(await screen.findByRole('button', { name: '打给家长 13900000001' })).toBeTruthy();
  });
});
