import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { errorMessages } from '../../../api/error-messages';
import { forgetMyAnswers } from '../../../api/last-answers';
import { queryClient } from '../../../api/query-client';
import { makeFiled } from '../../../test-support/complaint-factories';
import {
  chestnut,
  draft,
  openForm,
  page,
  question,
  radio,
  tap,
  type,
} from '../../../test-support/complaint-form';
import { makeCentre, makeRegions } from '../../../test-support/factories';
import { fakeBff, lostAnswer, refusal, reply } from '../../../test-support/fake-bff';
import { renderInApp } from '../../../test-support/in-app';
import { changePiece, findPiece, forgetFiling, useFiling, write } from '../pieces';
import { FilePage } from './file-page';

afterEach(() => {
  cleanup();
  forgetMyAnswers();
  forgetFiling();
  vi.restoreAllMocks();
});

/** From the first question to the last, about a centre known already. */
async function answerAll(identity: RegExp): Promise<void> {
  await question('出了什么事？');
  radio('收费、退费');
  tap('下一步');
  await question('在哪家？');
  tap('下一步');
  await question('什么时候？');
  radio('昨天');
  tap('下一步');
  await question('说说经过');
  type('发生了什么', '押金没有退');
  tap('下一步');
  await question('让谁知道是你？');
  radio(identity);
  await waitFor(() => expect(draft().identity).not.toBeNull());
  tap('下一步');
  await question('有照片或录音吗？');
}

describe('filing', () => {
  it('asks one question a page and gives number, handler and deadlines as a receipt', async () => {
    const { of } = openForm({ fileComplaint: () => reply('fileComplaint', makeFiled()) }, chestnut);
    await answerAll(/只让部门知道/);
    tap('提交');
    expect(await screen.findByText('编号 261124-073852')).toBeTruthy();
    expect(screen.getByText('卫生健康部门')).toBeTruthy();
    expect(of('fileComplaint').map(({ body }) => body)).toEqual([
      {
        ...{ category: 'feeRefund', what: '押金没有退', centreId: 'c_0001', identity: 'hidden' },
        incidentOn: '2026-11-23',
      },
    ]);
  });

  it('keeps the receipt until the page of its progress is there', async () => {
    openForm({ fileComplaint: () => reply('fileComplaint', makeFiled()) }, chestnut);
    await answerAll(/只让部门知道/);
    tap('提交');
    await screen.findByText('编号 261124-073852');
    tap('看进度');
    expect(screen.getByText('编号 261124-073852')).toBeTruthy();
    expect(useFiling.getState().pieces).toHaveLength(1);
    // The next page takes this one's place.
    cleanup();
    expect(useFiling.getState().pieces).toEqual([]);
  });

  it('keeps a receipt that was closed unread', async () => {
    openForm({ fileComplaint: () => reply('fileComplaint', makeFiled()) }, chestnut);
    await answerAll(/只让部门知道/);
    tap('提交');
    await screen.findByText('编号 261124-073852');
    cleanup();
    expect(useFiling.getState().pieces).toHaveLength(1);
  });

  it('knows the centre also where its name comes after the first answer', async () => {
    fakeBff({ listDistricts: () => reply('listDistricts', makeRegions()) });
    const { rerender } = renderInApp(<FilePage {...page} />);
    await question('出了什么事？');
    radio('收费、退费');
    rerender(
      <QueryClientProvider client={queryClient}>
        <FilePage {...page} centre={chestnut} />
      </QueryClientProvider>,
    );
    tap('下一步');
    await question('在哪家？');
    expect(await screen.findByText(chestnut.name)).toBeTruthy();
    // Another one was wanted: it stays away.
    tap('换一家');
    await waitFor(() => expect(draft().where).toBeNull());
  });

  it('says on the receipt where nobody would deal with it here, and whom to call', async () => {
    const nobody = makeFiled({ isHandledHere: false });
    openForm({ fileComplaint: () => reply('fileComplaint', nobody) }, chestnut);
    await answerAll(/只让部门知道/);
    tap('提交');
    expect(await screen.findByRole('button', { name: '打 12345' })).toBeTruthy();
    expect(screen.queryByText(/快到期/)).toBeNull();
  });

  it('refused, goes back to the form with the reason in sight', async () => {
    openForm({ fileComplaint: () => refusal('file_unknown', 404) }, chestnut);
    await answerAll(/只让部门知道/);
    tap('提交');
    await question('有照片或录音吗？');
    expect((await screen.findByRole('alert')).textContent).toContain(errorMessages.file_unknown?.title);
  });

  it('does not go on without an answer, and says what is missing', async () => {
    openForm();
    await question('出了什么事？');
    tap('下一步');
    expect(screen.getByRole('alert').textContent).toMatch(/选一种情况/);
  });

  it('goes back, and keeps what was said', async () => {
    openForm({}, chestnut);
    await question('出了什么事？');
    radio('收费、退费');
    tap('下一步');
    await question('在哪家？');
    tap('上一步');
    await question('出了什么事？');
    expect(screen.getByRole('radio', { name: '收费、退费' }).getAttribute('aria-checked')).toBe('true');
  });

  it('finds a centre by name, or takes a place by its address', async () => {
    write('one', { category: 'unfiled', step: 'where' });
    openForm({
      searchCentres: () =>
        reply('searchCentres', {
          ...{ items: [{ ...makeCentre().card }], nextCursor: null, total: 1, isTotalComplete: true },
        } as never),
    });
    await question('在哪家？');
    type('按名字找', '栗子');
    fireEvent.click(await screen.findByRole('button', { name: /栗子树托育中心，/ }));
    expect(draft().where).toEqual({ kind: 'centre', ...chestnut });
    tap('换一家');
    tap(/写地址/);
    type('地方怎么找', '3 号楼 2 单元');
    radio('桥西街道');
    expect(draft().where).toEqual({
      ...{ kind: 'place', districtCode: 'd_1', address: '3 号楼 2 单元' },
    });
  });

  it('counts how long recordings of that day are kept', async () => {
    write('one', { category: 'feeRefund', step: 'when' });
    openForm();
    await question('什么时候？');
    radio('昨天');
    expect(await screen.findByText(/还有 89 天/)).toBeTruthy();
  });
});

describe('an anonymous author', () => {
  it('gets a code made on the phone, sees it in groups of four, and nothing asks who it is', async () => {
    const { of } = openForm(
      {
        fileAnonymousComplaint: () => reply('fileAnonymousComplaint', makeFiled({ identity: 'anonymous' })),
      },
      chestnut,
    );
    await answerAll(/谁都不知道/);
    tap('提交');
    const shown = await screen.findByRole('img', { name: /^查询码/ });
    expect(shown.textContent).toMatch(/^[0-9A-Z]{16}$/);
    const [filed] = of('fileAnonymousComplaint');
    expect(filed?.body).toMatchObject({ trackingCode: shown.textContent });
    expect(of('fileComplaint')).toEqual([]);
    tap('我记下查询码了');
    fireEvent.click(await screen.findByRole('button', { name: '记下了' }));
    expect(useFiling.getState().pieces).toEqual([]);
  });

  it('leaves files of an account behind: they would tell whose it is', async () => {
    const file = {
      ...{ id: 'fl_1', type: 'image/jpeg', bytes: 9, sha256: 'a'.repeat(64) },
      uploadedAt: '2026-11-24T01:00:00.000Z',
    } as const;
    const evidence = [{ kind: 'photo', file }] as const;
    write('one', { category: 'feeRefund', step: 'identity', identity: 'named', evidence: [...evidence] });
    const { of } = openForm({ discardEvidence: () => reply('discardEvidence', {}) });
    await question('让谁知道是你？');
    radio(/谁都不知道/);
    await waitFor(() => expect(draft().evidence).toEqual([]));
    expect(of('discardEvidence')).toHaveLength(1);
  });
});

it('without a network says that it is kept and will be handed in once, with the code of an anonymous one', async () => {
  openForm({ fileAnonymousComplaint: () => lostAnswer() }, chestnut);
  await answerAll(/谁都不知道/);
  tap('提交');
  expect(await screen.findByText(/连上网自动交，只交一次/)).toBeTruthy();
  expect(screen.getByRole('img', { name: /^查询码/ })).toBeTruthy();
  tap('回去改');
  await question('有照片或录音吗？');
});

it('throws away what was written, after asking', async () => {
  openForm({}, chestnut);
  await question('出了什么事？');
  radio('收费、退费');
  fireEvent.click(await screen.findByRole('button', { name: '不投诉了' }));
  tap('扔掉');
  expect(useFiling.getState().pieces).toEqual([]);
});

describe('several at once', () => {
  it('is begun beside one that waits or was begun before, and each is found again by its notice', async () => {
    write('one', { category: 'feeRefund', what: '押金没有退' });
    fakeBff({ listDistricts: () => reply('listDistricts', makeRegions()) });
    renderInApp(<FilePage {...page} isNew />);
    await question('出了什么事？');
    expect(screen.getByText(/“收费、退费”还没写完/)).toBeTruthy();
    radio('虐待、体罚');
    await waitFor(() => expect(useFiling.getState().pieces).toHaveLength(2));
    expect(findPiece('one')?.draft.what).toBe('押金没有退');
    cleanup();
    renderInApp(<FilePage {...page} pieceId="one" />);
    await question('出了什么事？');
    expect(screen.getByRole('radio', { name: '收费、退费' }).getAttribute('aria-checked')).toBe('true');
  });
});

it('throwing away what may have arrived says so, and with which code it is found', async () => {
  write('one', { category: 'feeRefund', identity: 'anonymous', trackingCode: 'K7M29QXP00000001' });
  changePiece('one', ({ draft: sent }) => ({ tried: { key: 'k'.repeat(20), sinceMs: 0, drafts: [sent] } }));
  openForm();
  await question('出了什么事？');
  tap('不投诉了');
  expect(screen.getByText(/可能已经交到了.*K7M2-9QXP-0000-0001/)).toBeTruthy();
});

it('a matter that the centre answers itself says that it reads the words as they are', async () => {
  write('one', { category: 'service', step: 'identity', where: { kind: 'centre', ...chestnut } });
  openForm();
  await question('让谁知道是你？');
  expect(screen.getByText(/机构会照原样看到/)).toBeTruthy();
  write('one', { who: '王老师' });
  await waitFor(() => expect(screen.queryByText(/机构会照原样看到/)).toBeNull());
});

it('says from how many children on it is urgent', async () => {
  write('one', { category: 'infection', step: 'story' });
  const help = {
    ...{ numbers: [], isHandledHere: null, promises: [], outsideChannels: [] },
    ...{ footageDays: 90, reopenDays: 30, keepYears: 3 },
    evidence: { mostFiles: 9, mostBytes: 1, kinds: [], anonymousKinds: [] },
    categories: [
      {
        ...{ code: 'infection', label: '传染病', level: 'normal', urgentFromChildren: 2 },
        bodies: ['卫生健康部门'],
      },
    ],
  } as const;
  openForm({ getHelp: () => reply('getHelp', help as never) });
  expect(await screen.findByText('有 2 个或更多，就按急的办。')).toBeTruthy();
  tap('几个孩子加一');
  expect(await screen.findByText(/按急的办：按小时算/)).toBeTruthy();
});
