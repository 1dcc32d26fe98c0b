import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { forgetMyAnswers } from '../../api/last-answers';
import { makeDistricts, makeFamily, makeRegions } from '../../test-support/factories';
import { fakeBff, lostAnswer, refusal, reply } from '../../test-support/fake-bff';
import { renderInApp } from '../../test-support/in-app';
import { choosesFiles, makeJpeg } from '../../test-support/picked-files';
import { makeConsents } from '../../test-support/privacy-factories';
import { uploadServer } from '../../test-support/upload-server';
import { FeeReductionForm } from './fee-reduction-page';

afterEach(() => {
  cleanup();
  forgetMyAnswers();
  vi.restoreAllMocks();
});

type Handlers = Parameters<typeof fakeBff>[0];
const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const radio = (name: string | RegExp) => fireEvent.click(screen.getByRole('radio', { name }));

/** The pauses between two tries; longer waits, such as the test's own, stay as they are. */
function pausesPassAtOnce(): void {
  const { setTimeout: real } = globalThis;
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(((run: () => void, milliseconds?: number) =>
    real(run, milliseconds !== undefined && milliseconds < 5000 ? 0 : milliseconds)) as typeof setTimeout);
}

async function open(handlers: Handlers = {}) {
  const { sent } = fakeBff({
    listDistricts: () =>
      reply('listDistricts', makeRegions({ districts: makeDistricts('桥西街道', '桥东街道') })),
    listConsents: () => reply('listConsents', makeConsents({ feeReduction: { state: 'given' } })),
    requestFeeReduction: () => ({ status: 201, body: {} }),
    getFileLink: () =>
      reply('getFileLink', { url: '/api/v1/files/x', expiresAt: '2026-11-24T02:00:00.000Z' }),
    ...handlers,
  });
  const onDone = vi.fn();
  renderInApp(<FeeReductionForm family={makeFamily()} onDone={onDone} onRefused={vi.fn()} />);
  await screen.findByRole('radio', { name: '桥西街道' });
  return { onDone, of: (id: string) => sent.filter(({ operationId }) => operationId === id) };
}

describe('asking for a fee reduction', () => {
  it('sends kind and district, and a note or proofs only where there are some', async () => {
    const { of, onDone } = await open();
    tap('提交申请');
    expect(screen.getByText('选一种减免。')).toBeTruthy();
    radio(/多孩家庭/);
    tap('提交申请');
    expect(screen.getByText('选孩子在哪里上托。')).toBeTruthy();
    radio('桥西街道');
    tap('提交申请');
    await waitFor(() => expect(onDone).toHaveBeenCalled());
    expect(of('requestFeeReduction').map(({ body }) => body)).toEqual([
      { childId: 'k_0001', kind: 'multipleChildren', districtCode: 'd_1' },
    ]);
  });

  it('says when it was asked for already', async () => {
    await open({ requestFeeReduction: () => refusal('fee_reduction_already_requested') });
    radio(/困境儿童/);
    radio('桥东街道');
    tap('提交申请');
    expect(await screen.findByText(/已经申请过/)).toBeTruthy();
  });
});

describe('proofs', () => {
  it('are sent when chosen, shown small, and go with the request', async () => {
    const server = uploadServer(400);
    const { of, onDone } = await open(server.handlers);
    choosesFiles(makeJpeg(1000));
    tap('加照片');
    expect(await screen.findByText('传好了，1 KB')).toBeTruthy();
    await waitFor(() => expect(document.querySelector('.nc-file-image')).not.toBeNull());
    expect(server.received()).toHaveLength(1000);
    radio(/多孩家庭/);
    radio('桥西街道');
    tap('提交申请');
    await waitFor(() => expect(onDone).toHaveBeenCalled());
    expect(of('requestFeeReduction')[0]?.body).toMatchObject({ proofFileIds: ['fl_0001'] });
  });

  it('keep the request back while they are on their way', async () => {
    const server = uploadServer();
    const { of } = await open({ ...server.handlers, completeUpload: () => new Promise(() => undefined) });
    choosesFiles(makeJpeg(8));
    tap('加照片');
    const button = await screen.findByRole('button', { name: '等证明传完' });
    radio(/多孩家庭/);
    radio('桥西街道');
    fireEvent.click(button);
    expect(of('requestFeeReduction')).toEqual([]);
  });

  it('go on where they stopped, by a press', async () => {
    const server = uploadServer(4);
    let isOffline = false;
    await open({
      ...server.handlers,
      uploadChunk: (chunk) => {
        if (isOffline) return lostAnswer();
        isOffline = true;
        return server.handlers.uploadChunk?.(chunk) ?? lostAnswer();
      },
    });
    pausesPassAtOnce();
    choosesFiles(makeJpeg(8));
    tap('加照片');
    expect(await screen.findByText('传到 50% 断了。')).toBeTruthy();
    isOffline = false;
    tap(/接着传/);
    expect(await screen.findByText(/传好了/)).toBeTruthy();
    expect(server.received()).toHaveLength(8);
  });

  it('go on by themselves when the phone is back in the net', async () => {
    const server = uploadServer(4);
    let isOffline = true;
    await open({
      ...server.handlers,
      uploadChunk: (chunk) =>
        isOffline ? lostAnswer() : (server.handlers.uploadChunk?.(chunk) ?? lostAnswer()),
    });
    pausesPassAtOnce();
    choosesFiles(makeJpeg(8));
    tap('加照片');
    expect(await screen.findByRole('button', { name: /接着传/ })).toBeTruthy();
    const goes = (isOnline: boolean) => {
      vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(isOnline);
      fireEvent(window, new Event(isOnline ? 'online' : 'offline'));
    };
    goes(false);
    isOffline = false;
    goes(true);
    expect(await screen.findByText(/传好了/)).toBeTruthy();
  });

  it('say why one is not taken, offer no second try, and can be taken out', async () => {
    const { of } = await open({ createUpload: () => refusal('file_too_large', 413, { n: 10 }) });
    choosesFiles(makeJpeg(8));
    tap('加照片');
    expect(await screen.findByText(/一份最大 10 MB/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /接着传/ })).toBeNull();
    tap('去掉第 1 份照片');
    expect(screen.queryByText(/一份最大/)).toBeNull();
    expect(of('discardUpload')).toEqual([]);
  });

  it('taken out after they arrived are thrown away on the server too', async () => {
    const { of } = await open({
      ...uploadServer().handlers,
      discardUpload: () => reply('discardUpload', {}),
    });
    choosesFiles(makeJpeg(8));
    tap('加照片');
    await screen.findByText(/传好了/);
    tap('去掉第 1 份照片');
    await waitFor(() => expect(of('discardUpload')).toHaveLength(1));
  });
});
