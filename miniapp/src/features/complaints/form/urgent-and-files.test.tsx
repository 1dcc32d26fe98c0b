import { cleanup, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { forgetMyAnswers } from '../../../api/last-answers';
import { makeComplaint, makeFiled } from '../../../test-support/complaint-factories';
import { chestnut, draft, openForm, question, radio, tap, type } from '../../../test-support/complaint-form';
import { lostAnswer, refusal, reply } from '../../../test-support/fake-bff';
import { choosesFiles, makeJpeg } from '../../../test-support/picked-files';
import { uploadServer } from '../../../test-support/upload-server';
import { forgetFiling, useFiling, write } from '../pieces';

afterEach(() => {
  cleanup();
  forgetMyAnswers();
  forgetFiling();
  vi.restoreAllMocks();
});

describe('what is urgent', () => {
  const urgent = {
    category: 'injury',
    what: '额头缝了三针',
    where: { kind: 'centre', ...chestnut },
  } as const;

  it('is asked for on four pages', async () => {
    openForm({}, chestnut);
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
    openForm();
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
    const { of } = openForm({
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
    expect(screen.getByText('还有 1 张照片在传，传好会自动补进这件投诉。')).toBeTruthy();
    letThrough();
    await waitFor(() => expect(of('actOnTrackedComplaint')).toHaveLength(1));
    expect(of('actOnTrackedComplaint')[0]?.body).toMatchObject({ move: 'added', evidence: ['fl_0001'] });
    await waitFor(() => expect(screen.queryByText(/张照片在传/)).toBeNull());
    // Put away, its files begin no other one.
    tap('我记下查询码了');
    await screen.findByRole('button', { name: '记下了' });
    tap('记下了');
    await question('出了什么事？');
    expect(useFiling.getState().pieces).toEqual([]);
  });

  it('says on its receipt how many files it was filed without', async () => {
    write('one', { ...urgent, step: 'last', identity: 'hidden' });
    openForm({ fileComplaint: () => reply('fileComplaint', { ...makeFiled(), missingFiles: ['fl_1'] }) });
    await question('让谁知道是你？');
    tap('提交');
    expect(await screen.findByText(/有 1 个文件没有交上/)).toBeTruthy();
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
    openForm({ getEvidenceUpload: () => refusal('not_found', 404) });
    expect(await screen.findByText(/有 1 个文件放了超过一天/)).toBeTruthy();
    expect(draft().evidence).toEqual([]);
  });

  it('and were refused by name are taken out, also where they seemed to be there', async () => {
    const other = { ...file, id: 'fl_2' };
    const evidence = [file, other].map((one) => ({ kind: 'photo' as const, file: one }));
    write('one', { ...begun, what: '押金没有退', where: { kind: 'centre', ...chestnut }, evidence });
    const refused = refusal('file_unknown', 409);
    openForm({
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
    const { of } = openForm({ getEvidenceUpload: () => lostAnswer() });
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
    const { of } = openForm({ discardEvidence: () => reply('discardEvidence', {}) });
    await question('让谁知道是你？');
    radio(/谁都不知道/);
    expect(await screen.findByText(/做不出安全的查询码/)).toBeTruthy();
    expect(draft()).toMatchObject({ identity: 'hidden', evidence: [{ kind: 'photo' }] });
    expect(of('discardEvidence')).toEqual([]);
  });
});
