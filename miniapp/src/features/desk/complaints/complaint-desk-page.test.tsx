import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  makeComplaintEvent,
  makeComplaintItem,
  makeOfficerComplaint,
} from '../../../test-support/desk-complaint-factories';
import { makeOfficerDesk } from '../../../test-support/desk-factories';
import { fakeBff, lostAnswer, refusal, reply } from '../../../test-support/fake-bff';
import { renderInApp } from '../../../test-support/in-app';
import type { OfficerComplaint } from './ask-complaints';
import { ComplaintDeskPage } from './complaint-desk-page';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

type Handlers = Parameters<typeof fakeBff>[0];
const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const choose = (name: string) => fireEvent.click(screen.getByRole('radio', { name }));
const write = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

async function open(over: Partial<OfficerComplaint> = {}, more: Handlers = {}) {
  let current = makeOfficerComplaint(over);
  const { sent } = fakeBff({
    getDesk: () => reply('getDesk', makeOfficerDesk()),
    deskListInbox: () => reply('deskListInbox', { items: [] }),
    deskGetComplaint: () => reply('deskGetComplaint', current),
    deskActOnComplaint: () => reply('deskActOnComplaint', current),
    ...more,
  });
  renderInApp(<ComplaintDeskPage id="cp_0001" />);
  await screen.findByText('说了什么');
  return {
    become: (next: Partial<OfficerComplaint>) => {
      current = makeOfficerComplaint({ ...over, ...next });
    },
    acts: () => sent.filter(({ operationId }) => operationId === 'deskActOnComplaint'),
    of: (id: string) => sent.filter(({ operationId }) => operationId === id),
  };
}

describe('a complaint at the desk of its district', () => {
  it('says the next deadline first, whose it is and what was told', async () => {
    await open();
    expect(screen.getByText('受理最迟 11月26日，还剩 3 个工作日')).toBeTruthy();
    expect(screen.getByText('市场监管部门')).toBeTruthy();
    expect(screen.getByText('退托一个月了，押金没有退')).toBeTruthy();
    expect(screen.getByText('园里录像存到 1月17日，还有 55 天，尽快调取。')).toBeTruthy();
  });

  it('offers a call where the author can be called, and says why where not', async () => {
    await open();
    expect(screen.getByRole('button', { name: '打电话给家长 13900000001' })).toBeTruthy();
    cleanup();
    await open({ identity: 'anonymous', authorPhone: null });
    expect(screen.queryByRole('button', { name: /打电话/ })).toBeNull();
    expect(screen.getByText('匿名，没有电话')).toBeTruthy();
    cleanup();
    // An account known by WeChat alone has none, and is not gone for that.
    await open({ identity: 'hidden', authorPhone: null });
    expect(screen.getByText('没有电话号码')).toBeTruthy();
  });

  it('shows a note where it was made, as what only the desk sees', async () => {
    await open({
      events: [makeComplaintEvent(), makeComplaintEvent({ seq: 2, kind: 'accepted', by: 'officer' })],
      notes: [{ seq: 1, at: '2026-11-23T03:00:00.000Z', text: '先问过街道' }],
    });
    const knots = screen.getAllByRole('listitem').map(({ textContent }) => textContent ?? '');
    expect(knots).toHaveLength(3);
    expect(knots[1]).toContain('内部记录，只有我们看得到先问过街道');
    expect(knots[0]).toContain('受理');
  });

  it('marks the words that the content check doubts, and no others', async () => {
    await open({
      events: [makeComplaintEvent(), makeComplaintEvent({ seq: 1, kind: 'added', text: '补充' })],
      flagged: [1],
    });
    expect(screen.getAllByText('内容待核')).toHaveLength(1);
    const [newest] = screen.getAllByRole('listitem');
    expect(within(newest as HTMLElement).getByText('内容待核')).toBeTruthy();
  });

  it('fetches a file only by a tap, because each look is written down', async () => {
    const file = {
      ...{ fileId: 'ef_0001', kind: 'image', bytes: 412_000, sha256: 'a'.repeat(64), takenAt: null },
      uploadedAt: '2026-11-23T02:19:00.000Z',
    } as const;
    const { of } = await open(
      { events: [makeComplaintEvent({ evidence: [file] })] },
      {
        deskGetEvidenceLink: () =>
          reply('deskGetEvidenceLink', { url: '/api/v1/files/x', expiresAt: '2026-11-24T02:00:00.000Z' }),
      },
    );
    expect(of('deskGetEvidenceLink')).toEqual([]);
    tap('看第 1 个，照片');
    expect(await screen.findByRole('img', { name: '第 1 个，照片的样子' })).toBeTruthy();
  });
});

describe('dealing with a complaint', () => {
  it('offers only the moves that are possible now', async () => {
    await open();
    tap('办理');
    expect(screen.getAllByRole('radio').map(({ textContent }) => textContent)).toEqual([
      ...['受理', '不予受理', '转给外部部门', '并案', '内部记录'],
    ]);
  });

  it('starts from a canned text by one tap, and says afterwards what the author sees', async () => {
    const { become, acts } = await open();
    tap('办理');
    choose('受理');
    tap('写上：收到了，正在核实。');
    become({ state: 'accepted', may: ['replied', 'noted'] });
    tap('受理');
    expect(await screen.findByText('家长现在看到：已受理，“收到了，正在核实。”')).toBeTruthy();
    expect(acts().map(({ body }) => body)).toEqual([{ move: 'accepted', text: '收到了，正在核实。' }]);
    tap('办理');
    expect(screen.getAllByRole('radio').map(({ textContent }) => textContent)).toEqual(['答复', '内部记录']);
  });

  it('refuses only with a reason and where else to go, never to the centre itself', async () => {
    const { acts } = await open();
    tap('办理');
    choose('不予受理');
    expect(screen.queryByRole('radio', { name: '托育机构' })).toBeNull();
    write('写给家长的原因', '不归我们管');
    tap('不予受理');
    expect(await screen.findByText('选一个部门。')).toBeTruthy();
    expect(acts()).toEqual([]);
    choose('公安机关');
    tap('不予受理');
    await waitFor(() =>
      expect(acts().map(({ body }) => body)).toEqual([
        { move: 'refused', text: '不归我们管', body: 'police' },
      ]),
    );
  });

  it('assigns only to who would see it here, and says how others are reached', async () => {
    const { acts } = await open({ state: 'accepted', may: ['assigned'] });
    tap('办理');
    choose('交办');
    expect(screen.queryByRole('radio', { name: '公安机关' })).toBeNull();
    expect(screen.getByText(/公安、市场监管这些部门，用转给外部部门/)).toBeTruthy();
    choose('托育机构');
    tap('交办');
    await waitFor(() =>
      expect(acts().map(({ body }) => body)).toEqual([{ move: 'assigned', body: 'centre' }]),
    );
  });

  it('takes over what a level below leaves lying, after saying what that means', async () => {
    const { acts } = await open({ may: ['noted', 'takenOver'] });
    tap('办理');
    choose('接手');
    expect(screen.getByText(/从现在起由你们办/)).toBeTruthy();
    tap('接手办理');
    await waitFor(() => expect(acts().map(({ body }) => body)).toEqual([{ move: 'takenOver' }]));
    expect(await screen.findByText('家长现在看到：上一级接手了。')).toBeTruthy();
  });

  it('extends to a day after what was promised and within one extension', async () => {
    const { acts } = await open({ state: 'accepted', may: ['extended'] });
    tap('办理');
    choose('延期');
    expect(screen.getByText('1月5日 周二')).toBeTruthy();
    expect(screen.getByRole('button', { name: '晚一天' }).getAttribute('aria-disabled')).toBe('true');
    tap('早一天');
    write('写给家长的原因', '等检测结果');
    tap('延期');
    await waitFor(() =>
      expect(acts().map(({ body }) => body)).toEqual([
        { move: 'extended', text: '等检测结果', until: '2027-01-04' },
      ]),
    );
  });

  it('joins to another of the same centre, seen before by its number', async () => {
    let lead = makeComplaintItem({ id: 'cp_0002', place: { ...makeComplaintItem().place, centreId: 'c_9' } });
    const { acts } = await open(
      {},
      { deskListComplaints: () => reply('deskListComplaints', { items: [lead], nextCursor: null }) },
    );
    tap('办理');
    choose('并案');
    write('主件的编号', '261120-000001');
    tap('找这件');
    expect(await screen.findByText('不是同一家机构，不能并。')).toBeTruthy();
    tap('并到这件');
    expect(acts()).toEqual([]);
    lead = makeComplaintItem({ id: 'cp_0002' });
    tap('找这件');
    await screen.findByText(/收费、退费，栗子树托育中心，等受理/);
    tap('并到这件');
    await waitFor(() =>
      expect(acts().map(({ body }) => body)).toEqual([{ move: 'joined', leadId: 'cp_0002' }]),
    );
  });

  it('repeats with the same key after an answer was lost', async () => {
    let isLost = true;
    const { acts } = await open(
      {},
      {
        deskActOnComplaint: () => {
          if (!isLost) return reply('deskActOnComplaint', makeOfficerComplaint({ state: 'accepted' }));
          isLost = false;
          return lostAnswer();
        },
      },
    );
    tap('办理');
    choose('受理');
    tap('受理');
    await screen.findByRole('alert');
    tap('受理');
    await screen.findByText('家长现在看到：已受理。');
    const [first, second] = acts();
    expect(first?.key).toBeTruthy();
    expect(second?.key).toBe(first?.key);
  });

  it('shows how it stands, and says so, when somebody was quicker', async () => {
    const { become } = await open({}, { deskActOnComplaint: () => refusal('complaint_move_refused') });
    tap('办理');
    choose('受理');
    become({ state: 'accepted', may: ['replied', 'noted'] });
    tap('受理');
    expect((await screen.findByRole('alert')).textContent).toContain('刚刚有变化，已经换成最新的');
    expect(await screen.findByText('已受理')).toBeTruthy();
  });
});
