import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetComplaintDraft, hasWaitingComplaint, lateFilesKey } from '../../../api/complaint-draft';
import { useSession } from '../../../api/session';
import type { PickedFile } from '../../../platform/pick-file';
import { readStored } from '../../../platform/storage';
import { makeComplaint } from '../../../test-support/complaint-factories';
import { fakeBff, lostAnswer, refusal, reply, type Sent } from '../../../test-support/fake-bff';
import { renderInApp } from '../../../test-support/in-app';
import { uploadServer } from '../../../test-support/upload-server';
import { FilingNotice } from '../filing-notice';
import { findLate, forgetLate, takeOver, useLate } from './late-files';
import { lateIsFiled, sendLate } from './send-late';

/** What the phone keeps when the app is closed. */
const { disk, state } = vi.hoisted(() => ({ disk: new Map<string, unknown>(), state: { isFull: false } }));
vi.mock('../../../platform/kept-files', () => ({
  keepFile: async (name: string, picked: unknown) => {
    if (!state.isFull) disk.set(name, picked);
    return !state.isFull;
  },
  openKept: async (name: string) => disk.get(name) ?? null,
  dropKeptBut: async (names: string[]) => {
    for (const name of [...disk.keys()]) if (!names.includes(name)) disk.delete(name);
  },
}));

const code = 'K7M29QXP00000001';
const complaint = makeComplaint();
const filed = (trackingCode: string | null) => ({
  ...{ complaint, trackingCode, cameBefore: false, missingFiles: [] },
});
const jpeg: PickedFile = {
  ...{ bytes: 10, source: 'x' },
  read: async (offset, length) =>
    new Uint8Array([255, 216, 255, ...Array(9).fill(7)]).slice(offset, offset + length).buffer,
};

function service(over: Parameters<typeof fakeBff>[0] = {}) {
  const { handlers } = uploadServer(100);
  const { sent } = fakeBff({
    startEvidence: (one) => handlers.createUpload?.(one) as never,
    getEvidenceUpload: (one) => handlers.getUpload?.(one) as never,
    uploadEvidenceChunk: (one) => handlers.uploadChunk?.(one) as never,
    completeEvidence: (one) => handlers.completeUpload?.(one) as never,
    addToComplaint: () => reply('addToComplaint', complaint),
    actOnTrackedComplaint: () => reply('actOnTrackedComplaint', complaint),
    ...over,
  });
  return { of: (id: string): Sent[] => sent.filter(({ operationId }) => operationId === id) };
}

const late = (trackingCode: string | null = null) =>
  takeOver('one', trackingCode, [{ kind: 'photo', picked: jpeg, sending: null }]);
const isOver = () => waitFor(() => expect(findLate('one')).toBeUndefined());

beforeEach(() => {
  state.isFull = false;
  useSession.setState({ status: 'signedIn', familyId: 'f_0001' });
});
afterEach(() => {
  vi.useRealTimers();
  forgetLate('one');
  cleanup();
  disk.clear();
});

describe('a file that was on its way when a complaint was handed in', () => {
  it('arrives without the form and is added by itself, once, and then nothing of it is left on the phone', async () => {
    const { of } = service();
    late();
    await waitFor(() => expect(disk.size).toBe(1));
    lateIsFiled('one', filed(null));
    await isOver();
    expect(of('addToComplaint').map(({ body }) => body)).toEqual([{ evidence: ['fl_0001'] }]);
    expect(hasWaitingComplaint()).toBe(false);
    await waitFor(() => expect(disk.size).toBe(0));
  });

  it('waits for the complaint that it belongs to', async () => {
    const { of } = service();
    late();
    await sendLate();
    expect(of('completeEvidence')).toHaveLength(1);
    expect(of('addToComplaint')).toEqual([]);
    lateIsFiled('one', filed(null));
    await isOver();
    expect(of('addToComplaint')).toHaveLength(1);
  });

  it('of an anonymous author goes by the code alone', async () => {
    const { of } = service();
    late(code);
    lateIsFiled('one', filed(code));
    await isOver();
    expect(of('actOnTrackedComplaint')[0]?.body).toEqual({
      ...{ trackingCode: code, move: 'added', evidence: ['fl_0001'] },
    });
    expect(of('addToComplaint')).toEqual([]);
  });

  it('is read from the phone again after the app was closed, and begun by the same key', async () => {
    const keys: (string | undefined)[] = [];
    service({
      startEvidence: ({ key }) => {
        keys.push(key);
        return lostAnswer();
      },
    });
    vi.useFakeTimers();
    late();
    lateIsFiled('one', filed(null));
    await vi.advanceTimersByTimeAsync(19_000);
    vi.useRealTimers();
    expect(hasWaitingComplaint()).toBe(true);
    const kept = findLate('one');
    expect(kept?.files).toMatchObject([{ isKept: true, fault: null }]);
    // All of ours is loaded anew, as when the app is opened; the phone remembers what was written down.
    const remembered = readStored(lateFilesKey);
    vi.resetModules();
    (await import('../../../platform/storage')).writeStored(lateFilesKey, remembered);
    const again = await import('./late-files');
    const { sendLate: sendAgain } = await import('./send-late');
    const { fakeBff: answersAgain } = await import('../../../test-support/fake-bff');
    expect(again.findLate('one')).toEqual(kept);
    const { handlers } = uploadServer(100);
    const { sent } = answersAgain({
      startEvidence: (one) => handlers.createUpload?.(one) as never,
      uploadEvidenceChunk: (one) => handlers.uploadChunk?.(one) as never,
      completeEvidence: (one) => handlers.completeUpload?.(one) as never,
      addToComplaint: () => reply('addToComplaint', complaint),
    });
    await sendAgain();
    expect(again.findLate('one')).toBeUndefined();
    expect(sent.find(({ operationId }) => operationId === 'startEvidence')?.key).toBe(keys[0]);
    expect(sent.filter(({ operationId }) => operationId === 'addToComplaint')).toHaveLength(1);
  });

  it('is added once though the answer to that was lost', async () => {
    const answers = [lostAnswer, () => reply('addToComplaint', complaint)];
    const { of } = service({ addToComplaint: () => (answers.shift() as () => never)() });
    late();
    await sendLate();
    lateIsFiled('one', filed(null));
    await waitFor(() => expect(of('addToComplaint')).toHaveLength(1));
    await waitFor(async () => {
      await sendLate();
      expect(findLate('one')).toBeUndefined();
    });
    const keys = of('addToComplaint').map(({ key }) => key);
    expect(new Set(keys).size).toBe(1);
    expect(of('completeEvidence')).toHaveLength(1);
  });

  it('waits for its author where the session ran out', async () => {
    let isOut = true;
    const { of } = service({
      addToComplaint: () => (isOut ? refusal('sign_in_required', 401) : reply('addToComplaint', complaint)),
    });
    late();
    lateIsFiled('one', filed(null));
    await waitFor(() => expect(of('addToComplaint')).toHaveLength(1));
    expect(findLate('one')?.files[0]?.fault).toBeNull();
    isOut = false;
    await sendLate();
    await isOver();
  });

  it('that the service threw away meanwhile is sent anew, once', async () => {
    const { of } = service({ addToComplaint: () => refusal('file_unknown', 409) });
    late();
    lateIsFiled('one', filed(null));
    await waitFor(() => expect(of('addToComplaint')).toHaveLength(1));
    await waitFor(async () => {
      await sendLate();
      expect(findLate('one')?.files[0]?.fault).toBe('file_unknown');
    });
    const keys = of('startEvidence').map(({ key }) => key);
    expect([keys.length, new Set(keys).size]).toEqual([2, 2]);
  });

  it('is not added to what turns out to be another author’s', async () => {
    const { of } = service();
    late();
    lateIsFiled('one', filed(code));
    await sendLate();
    expect(of('actOnTrackedComplaint')).toEqual([]);
    expect(of('addToComplaint')).toEqual([]);
    expect(findLate('one')?.files[0]?.fault).toBe('file_unknown');
  });
});

describe('the parent is told', () => {
  it('that it goes on, and that it can be closed', async () => {
    service({ startEvidence: () => lostAnswer() });
    late();
    renderInApp(<FilingNotice />);
    expect(await screen.findByText('还有 1 张照片在传，传好会自动补进这件投诉。')).toBeTruthy();
    expect(await screen.findByText(/关掉也行/)).toBeTruthy();
  });

  it('not to close the app where the phone has no room for it', async () => {
    state.isFull = true;
    service({ startEvidence: () => lostAnswer() });
    late();
    renderInApp(<FilingNotice />);
    expect(await screen.findByText(/先别关/)).toBeTruthy();
  });

  it('what will not come, until that was read', async () => {
    service({ addToComplaint: () => refusal('addition_too_late', 409, { n: 30 }) });
    late();
    lateIsFiled('one', filed(null));
    renderInApp(<FilingNotice />);
    expect(await screen.findByText(/261124-073852：有 1 张照片没有交上/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '知道了' }));
    expect(screen.queryByText(/没有交上/)).toBeNull();
    expect(useLate.getState().lates).toEqual([]);
  });

  it('of one that the phone has lost', async () => {
    service();
    takeOver('one', null, [
      { kind: 'video', picked: { ...jpeg, read: () => Promise.reject(new Error()) }, sending: null },
    ]);
    lateIsFiled('one', filed(null));
    renderInApp(<FilingNotice />);
    expect(await screen.findByText(/有 1 个视频没有交上/)).toBeTruthy();
  });
});

describe('files that are late', () => {
  it('leave the phone with who signs out', async () => {
    service({ startEvidence: () => lostAnswer() });
    late();
    await waitFor(() => expect(disk.size).toBe(1));
    forgetComplaintDraft();
    expect(useLate.getState().lates).toEqual([]);
    await waitFor(() => expect(disk.size).toBe(0));
  });

  it('are not there for another family on the same phone', async () => {
    service({ startEvidence: () => lostAnswer() });
    late();
    await waitFor(() => expect(disk.size).toBe(1));
    useSession.setState({ familyId: 'f_0002' });
    expect(useLate.getState().lates).toEqual([]);
    await waitFor(() => expect(disk.size).toBe(0));
  });
});
