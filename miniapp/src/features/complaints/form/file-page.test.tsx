import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { errorMessages } from '../../../api/error-messages';
import { forgetMyAnswers } from '../../../api/last-answers';
import { queryClient } from '../../../api/query-client';
import { makeComplaint, makeFiled } from '../../../test-support/complaint-factories';
import { makeCentre, makeDistricts, makeRegions } from '../../../test-support/factories';
import { fakeBff, lostAnswer, refusal, reply } from '../../../test-support/fake-bff';
import { renderInApp } from '../../../test-support/in-app';
import { choosesFiles, makeJpeg } from '../../../test-support/picked-files';
import { uploadServer } from '../../../test-support/upload-server';
import { changePiece, findPiece, forgetFiling, lastWritten, type Piece, useFiling, write } from '../pieces';
import { FilePage } from './file-page';

afterEach(() => {
  cleanup();
  forgetMyAnswers();
  forgetFiling();
  vi.restoreAllMocks();
});

type Handlers = Parameters<typeof fakeBff>[0];
/** What is being written on the page that is open. */
const draft = () => (lastWritten(useFiling.getState().pieces) as Piece).draft;
const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const radio = (name: string | RegExp) => fireEvent.click(screen.getByRole('radio', { name }));
const type = (label: string, value: string) => {
  const field = screen.getAllByLabelText(label).find((one) => /INPUT|TEXTAREA/.test(one.tagName));
  if (field === undefined) throw new Error(`no field ${label}`);
  fireEvent.input(field, { target: { value } });
};
const page = { pieceId: '', isNew: false, centre: null, category: null } as const;
const question = (name: string) => screen.findByRole('heading', { name });

function open(handlers: Handlers = {}, centre: { id: string; name: string } | null = null) {
  const { sent } = fakeBff({
    listDistricts: () => reply('listDistricts', makeRegions({ districts: makeDistricts('桥西街道') })),
    ...handlers,
  });
  renderInApp(<FilePage {...page} centre={centre} />);
  return { of: (id: string) => sent.filter(({ operationId }) => operationId === id) };
}

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

const chestnut = { id: 'c_0001', name: '栗子树托育中心' };

describe('filing', () => {
  it('asks one question a page and gives number, handler and deadlines as a receipt', async () => {
    const { of } = open({ fileComplaint: () => reply('fileComplaint', makeFiled()) }, chestnut);
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
    open({ fileComplaint: () => reply('fileComplaint', nobody) }, chestnut);
    await answerAll(/只让部门知道/);
    tap('提交');
    expect(await screen.findByRole('button', { name: '打 12345' })).toBeTruthy();
    expect(screen.queryByText(/快到期/)).toBeNull();
  });

  it('refused, goes back to the form with the reason in sight', async () => {
    open({ fileComplaint: () => refusal('file_unknown', 404) }, chestnut);
    await answerAll(/只让部门知道/);
    tap('提交');
    await question('有照片或录音吗？');
    expect((await screen.findByRole('alert')).textContent).toContain(errorMessages.file_unknown.title);
  });

  it('does not go on without an answer, and says what is missing', async () => {
    open();
    await question('出了什么事？');
    tap('下一步');
    expect(screen.getByRole('alert').textContent).toMatch(/选一种情况/);
  });

  it('goes back, and keeps what was said', async () => {
    open({}, chestnut);
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
    open({
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
    open();
    await question('什么时候？');
    radio('昨天');
    expect(await screen.findByText(/还有 89 天/)).toBeTruthy();
  });
});

describe('an anonymous author', () => {
  it('gets a code made on the phone, sees it in groups of four, and nothing asks who it is', async () => {
    const { of } = open(
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
    const { of } = open({ discardEvidence: () => reply('discardEvidence', {}) });
    await question('让谁知道是你？');
    radio(/谁都不知道/);
    await waitFor(() => expect(draft().evidence).toEqual([]));
    expect(of('discardEvidence')).toHaveLength(1);
  });
});

it('without a network says that it is kept and will be handed in once, with the code of an anonymous one', async () => {
  open({ fileAnonymousComplaint: () => lostAnswer() }, chestnut);
  await answerAll(/谁都不知道/);
  tap('提交');
  expect(await screen.findByText(/连上网自动交，只交一次/)).toBeTruthy();
  expect(screen.getByRole('img', { name: /^查询码/ })).toBeTruthy();
  tap('回去改');
  await question('有照片或录音吗？');
});

it('throws away what was written, after asking', async () => {
  open({}, chestnut);
  await question('出了什么事？');
  radio('收费、退费');
  fireEvent.click(await screen.findByRole('button', { name: '不投诉了' }));
  tap('扔掉');
  expect(useFiling.getState().pieces).toEqual([]);
});

describe('what is urgent', () => {
  const urgent = {
    category: 'injury',
    what: '额头缝了三针',
    where: { kind: 'centre', ...chestnut },
  } as const;

  it('is asked for on four pages', async () => {
    open({}, chestnut);
    await question('出了什么事？');
    radio('受伤、事故');
    tap('下一步');
    await question('说说经过');
    type('发生了什么', '额头缝了三针');
    tap('下一步');
    await question('在哪家，什么时候？');
    radio('今天');
    tap('下一步');
    await question('让谁知道是你？');
    radio(/谁都不知道/);
    expect(await screen.findByRole('button', { name: '加照片' })).toBeTruthy();
    expect(screen.getByRole('button', { name: '提交' })).toBeTruthy();
  });

  it('names the number to call on a phone that has never had a network', async () => {
    open();
    await question('出了什么事？');
    radio('消防、房屋安全');
    expect(await screen.findByRole('button', { name: '打 119' })).toBeTruthy();
    radio('虐待、体罚');
    expect(await screen.findByRole('button', { name: '打 110' })).toBeTruthy();
  });

  it('is handed in while a picture is still on its way, and that is added when it is there', async () => {
    choosesFiles(makeJpeg(10));
    let letThrough: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    const { handlers } = uploadServer(100);
    write('one', { ...urgent, step: 'last', identity: 'anonymous', trackingCode: 'K7M29QXP00000001' });
    const filed = makeFiled({ identity: 'anonymous', level: 'urgent' });
    const { of } = open({
      startEvidence: (sent) => handlers.createUpload?.(sent) as never,
      getEvidenceUpload: (sent) => handlers.getUpload?.(sent) as never,
      uploadEvidenceChunk: async (sent) => {
        await held;
        return handlers.uploadChunk?.(sent) as never;
      },
      completeEvidence: (sent) => handlers.completeUpload?.(sent) as never,
      fileAnonymousComplaint: () => reply('fileAnonymousComplaint', filed),
      actOnTrackedComplaint: () => reply('actOnTrackedComplaint', makeComplaint({ identity: 'anonymous' })),
    });
    await question('让谁知道是你？');
    tap('加照片');
    await screen.findByText(/不用等，先提交也行/);
    tap('提交');
    await screen.findByText('编号 261124-073852');
    expect(of('fileAnonymousComplaint')[0]?.body).not.toHaveProperty('evidence');
    expect(screen.getByText('没交上的文件')).toBeTruthy();
    letThrough();
    await waitFor(() => expect(of('actOnTrackedComplaint')).toHaveLength(1));
    expect(of('actOnTrackedComplaint')[0]?.body).toMatchObject({ move: 'added', evidence: ['fl_0001'] });
    await waitFor(() => expect(screen.queryByText('没交上的文件')).toBeNull());
    // Put away, its files begin no other one.
    tap('我记下查询码了');
    fireEvent.click(await screen.findByRole('button', { name: '记下了' }));
    await question('出了什么事？');
    expect(useFiling.getState().pieces).toEqual([]);
  });

  it('says on its receipt how many files it was filed without', async () => {
    write('one', { ...urgent, step: 'last', identity: 'hidden' });
    open({ fileComplaint: () => reply('fileComplaint', { ...makeFiled(), missingFiles: ['fl_1'] }) });
    await question('让谁知道是你？');
    tap('提交');
    expect(await screen.findByText(/有 1 个没有交上/)).toBeTruthy();
  });
});

describe('files that were handed in', () => {
  const file = {
    ...{ id: 'fl_1', type: 'image/jpeg', bytes: 9, sha256: 'a'.repeat(64) },
    uploadedAt: '2026-11-22T01:00:00.000Z',
  } as const;
  const begun = { category: 'feeRefund', step: 'evidence', identity: 'hidden' } as const;

  it('and are gone after a day are taken out of the form, which says so', async () => {
    write('one', { ...begun, evidence: [{ kind: 'photo', file }] });
    open({ getEvidenceUpload: () => refusal('not_found', 404) });
    expect(await screen.findByText(/有 1 个文件放了超过一天/)).toBeTruthy();
    expect(draft().evidence).toEqual([]);
  });

  it('and were refused by name are taken out, also where they seemed to be there', async () => {
    const other = { ...file, id: 'fl_2' };
    const evidence = [file, other].map((one) => ({ kind: 'photo' as const, file: one }));
    write('one', { ...begun, what: '押金没有退', where: { kind: 'centre', ...chestnut }, evidence });
    const refused = refusal('file_unknown', 409);
    open({
      fileComplaint: () => ({
        ...refused,
        body: { ...(refused.body as object), errors: [{ path: '/evidence/1', message: '找不到了' }] },
      }),
    });
    await question('有照片或录音吗？');
    tap('提交');
    expect(await screen.findByText(/有 1 个文件放了超过一天/)).toBeTruthy();
    await waitFor(() => expect(draft().evidence.map(({ file: left }) => left.id)).toEqual(['fl_1']));
  });

  it('stay where nobody can be asked', async () => {
    write('one', { ...begun, evidence: [{ kind: 'photo', file }] });
    const { of } = open({ getEvidenceUpload: () => lostAnswer() });
    await question('有照片或录音吗？');
    await waitFor(() => expect(of('getEvidenceUpload')).toHaveLength(1));
    expect(draft().evidence).toHaveLength(1);
    expect(screen.getByText(/^传好了/)).toBeTruthy();
  });

  it('are not thrown away where no code can be made', async () => {
    vi.spyOn(crypto, 'getRandomValues').mockImplementation(() => {
      throw new Error('no chance');
    });
    write('one', { ...begun, step: 'identity', evidence: [{ kind: 'photo', file }] });
    const { of } = open({ discardEvidence: () => reply('discardEvidence', {}) });
    await question('让谁知道是你？');
    radio(/谁都不知道/);
    expect(await screen.findByText(/做不出安全的查询码/)).toBeTruthy();
    expect(draft()).toMatchObject({ identity: 'hidden', evidence: [{ kind: 'photo' }] });
    expect(of('discardEvidence')).toEqual([]);
  });
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
  open();
  await question('出了什么事？');
  tap('不投诉了');
  expect(screen.getByText(/可能已经交到了.*K7M2-9QXP-0000-0001/)).toBeTruthy();
});

it('a matter that the centre answers itself says that it reads the words as they are', async () => {
  write('one', { category: 'service', step: 'identity', where: { kind: 'centre', ...chestnut } });
  open();
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
  open({ getHelp: () => reply('getHelp', help as never) });
  expect(await screen.findByText('有 2 个或更多，就按急的办。')).toBeTruthy();
  tap('几个孩子加一');
  expect(await screen.findByText(/按急的办：按小时算/)).toBeTruthy();
});
