import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { errorMessages } from '../../../api/error-messages';
import { forgetMyAnswers } from '../../../api/last-answers';
import { queryClient } from '../../../api/query-client';
import { makeComplaint } from '../../../test-support/complaint-factories';
import { makeCentre, makeDistricts, makeRegions } from '../../../test-support/factories';
import { fakeBff, lostAnswer, refusal, reply } from '../../../test-support/fake-bff';
import { renderInApp } from '../../../test-support/in-app';
import { forgetFiling, useFiling, write } from '../filing';
import { FilePage } from './file-page';

afterEach(() => {
  cleanup();
  forgetMyAnswers();
  forgetFiling();
  vi.restoreAllMocks();
});

type Handlers = Parameters<typeof fakeBff>[0];
const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const radio = (name: string | RegExp) => fireEvent.click(screen.getByRole('radio', { name }));
const type = (label: string, value: string) => {
  const field = screen.getAllByLabelText(label).find((one) => /INPUT|TEXTAREA/.test(one.tagName));
  if (field === undefined) throw new Error(`no field ${label}`);
  fireEvent.input(field, { target: { value } });
};
const question = (name: string) => screen.findByRole('heading', { name });

function open(handlers: Handlers = {}, centre: { id: string; name: string } | null = null) {
  const { sent } = fakeBff({
    listDistricts: () => reply('listDistricts', makeRegions({ districts: makeDistricts('桥西街道') })),
    ...handlers,
  });
  renderInApp(<FilePage centre={centre} category={null} />);
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
  await waitFor(() => expect(useFiling.getState().draft.identity).not.toBeNull());
  tap('下一步');
  await question('有照片或录音吗？');
}

const chestnut = { id: 'c_0001', name: '栗子树托育中心' };

describe('filing', () => {
  it('asks one question a page and gives number, handler and deadlines as a receipt', async () => {
    const { of } = open({ fileComplaint: () => reply('fileComplaint', makeComplaint()) }, chestnut);
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
    const { rerender } = renderInApp(<FilePage centre={null} category={null} />);
    await question('出了什么事？');
    radio('收费、退费');
    rerender(
      <QueryClientProvider client={queryClient}>
        <FilePage centre={chestnut} category={null} />
      </QueryClientProvider>,
    );
    tap('下一步');
    await question('在哪家？');
    expect(await screen.findByText(chestnut.name)).toBeTruthy();
    // Another one was wanted: it stays away.
    tap('换一家');
    await waitFor(() => expect(useFiling.getState().draft.where).toBeNull());
  });

  it('says on the receipt where nobody would deal with it here, and whom to call', async () => {
    const nobody = makeComplaint({ isHandledHere: false });
    open({ fileComplaint: () => reply('fileComplaint', nobody) }, chestnut);
    await answerAll(/只让部门知道/);
    tap('提交');
    expect(await screen.findByRole('button', { name: '打 12345' })).toBeTruthy();
    expect(screen.queryByText(/过期自动催办/)).toBeNull();
  });

  it('refused, goes back to the form with the reason in sight', async () => {
    open({ fileComplaint: () => refusal('file_unknown', 404) }, chestnut);
    await answerAll(/只让部门知道/);
    tap('提交');
    await question('有照片或录音吗？');
    expect((await screen.findByRole('alert')).textContent).toContain(errorMessages.file_unknown?.title);
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
    open({
      searchCentres: () =>
        reply('searchCentres', {
          ...{ items: [{ ...makeCentre().card }], nextCursor: null, total: 1, isTotalComplete: true },
        } as never),
    });
    await question('出了什么事？');
    write({ category: 'unfiled', step: 'where' });
    await question('在哪家？');
    type('按名字找', '栗子');
    fireEvent.click(await screen.findByRole('button', { name: /栗子树托育中心，/ }));
    expect(useFiling.getState().draft.where).toEqual({ kind: 'centre', ...chestnut });
    tap('换一家');
    tap(/写地址/);
    type('地方怎么找', '3 号楼 2 单元');
    radio('桥西街道');
    expect(useFiling.getState().draft.where).toEqual({
      ...{ kind: 'place', districtCode: 'd_1', address: '3 号楼 2 单元' },
    });
  });

  it('counts how long recordings of that day are kept', async () => {
    open();
    await question('出了什么事？');
    write({ category: 'injury', step: 'when' });
    await question('什么时候？');
    radio('昨天');
    expect(await screen.findByText(/还有 89 天/)).toBeTruthy();
  });
});

describe('an anonymous author', () => {
  it('gets a code made on the phone, sees it in groups of four, and nothing asks who it is', async () => {
    const { of } = open(
      {
        fileAnonymousComplaint: () =>
          reply('fileAnonymousComplaint', makeComplaint({ identity: 'anonymous' })),
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
    expect(useFiling.getState().filed).toBeNull();
  });

  it('leaves files of an account behind: they would tell whose it is', async () => {
    const { of } = open({ discardEvidence: () => reply('discardEvidence', {}) });
    await question('出了什么事？');
    const file = {
      ...{ id: 'fl_1', type: 'image/jpeg', bytes: 9, sha256: 'a'.repeat(64) },
      uploadedAt: '2026-11-24T01:00:00.000Z',
    } as const;
    write({ category: 'injury', step: 'identity', identity: 'named', evidence: [{ kind: 'photo', file }] });
    await question('让谁知道是你？');
    radio(/谁都不知道/);
    await waitFor(() => expect(useFiling.getState().draft.evidence).toEqual([]));
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
  expect(useFiling.getState().draft.category).toBeNull();
});
