import { describe, expect, it, vi } from 'vitest';
import type { PickedFile } from '../platform/pick-file';
import { fakeBff, lostAnswer, refusal } from '../test-support/fake-bff';
import { uploadServer } from '../test-support/upload-server';
import { fileTypeOf, prepareSending, proofUploads, sendFile } from './upload';

const jpeg = [0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4, 5, 6];
const fileOf = (content: readonly number[]): PickedFile => ({
  bytes: content.length,
  read: (offset, length) => Promise.resolve(new Uint8Array(content.slice(offset, offset + length)).buffer),
});

const told = () => {
  const shares: number[] = [];
  return { shares, onProgress: (share: number) => shares.push(share), isWanted: () => true };
};
const now = () => Promise.resolve();

type Handlers = Parameters<typeof fakeBff>[0];
const upTo = (server: ReturnType<typeof uploadServer>, over: Handlers = {}) => {
  const { sent } = fakeBff({ ...server.handlers, ...over });
  return () => sent.map(({ operationId }) => operationId);
};

describe('what a file is', () => {
  const bytes = (...of: number[]) => new Uint8Array(of).buffer;
  it('is told by its first bytes, not by its name', () => {
    expect(fileTypeOf(bytes(...jpeg))).toBe('image/jpeg');
    expect(fileTypeOf(bytes(0x89, 0x50, 0x4e, 0x47))).toBe('image/png');
    expect(fileTypeOf(bytes(0x52, 0x49, 0x46, 0x46, 0, 0, 0, 0, 0x57, 0x45, 0x42, 0x50))).toBe('image/webp');
    expect(fileTypeOf(bytes(0x25, 0x50, 0x44, 0x46))).toBe('application/pdf');
  });

  it('is refused on the phone already where nobody takes it', async () => {
    const sent = upTo(uploadServer());
    const svg = fileOf([...new TextEncoder().encode('<svg onload=')]);
    await expect(prepareSending(svg, proofUploads)).rejects.toMatchObject({ code: 'file_type_refused' });
    expect(fileTypeOf(bytes())).toBeNull();
    expect(sent()).toEqual([]);
  });
});

describe('sending a file', () => {
  it('goes in chunks and tells how much has arrived', async () => {
    const server = uploadServer(4);
    upTo(server);
    const progress = told();
    const file = await sendFile(await prepareSending(fileOf(jpeg), proofUploads), progress, now);
    expect(file).toMatchObject({ id: 'fl_0001', type: 'image/jpeg' });
    expect(server.received()).toEqual(jpeg);
    expect(progress.shares).toEqual([0, 0.4, 0.8, 1]);
  });

  it('tries a lost chunk again without starting over', async () => {
    const server = uploadServer(4);
    let tries = 0;
    const sent = upTo(server, {
      uploadChunk: (chunk) => {
        tries += 1;
        return tries === 2 ? lostAnswer() : (server.handlers.uploadChunk?.(chunk) ?? lostAnswer());
      },
    });
    await sendFile(await prepareSending(fileOf(jpeg), proofUploads), told(), now);
    expect(server.received()).toEqual(jpeg);
    expect(sent().filter((id) => id === 'createUpload')).toHaveLength(1);
  });

  it('asks where to go on when the chunk had arrived and only its answer was lost', async () => {
    const server = uploadServer(4);
    let tries = 0;
    upTo(server, {
      uploadChunk: (chunk) => {
        tries += 1;
        const answer = server.handlers.uploadChunk?.(chunk) ?? lostAnswer();
        return tries === 1 ? lostAnswer() : answer;
      },
    });
    await sendFile(await prepareSending(fileOf(jpeg), proofUploads), told(), now);
    expect(server.received()).toEqual(jpeg);
  });

  it('gives up while the network stays away, and later goes on from where it was', async () => {
    const server = uploadServer(4);
    let isOffline = false;
    const over: Handlers = {
      uploadChunk: (chunk) => {
        if (isOffline) return lostAnswer();
        isOffline = true;
        return server.handlers.uploadChunk?.(chunk) ?? lostAnswer();
      },
    };
    const sent = upTo(server, over);
    const pause = vi.fn(now);
    const sending = await prepareSending(fileOf(jpeg), proofUploads);
    await expect(sendFile(sending, told(), pause)).rejects.toMatchObject({ code: 'network_unreachable' });
    expect(pause).toHaveBeenCalledTimes(3);
    expect(server.received()).toEqual(jpeg.slice(0, 4));
    over.uploadChunk = server.handlers.uploadChunk;
    upTo(server, over);
    const progress = told();
    await sendFile(sending, progress, now);
    expect(server.received()).toEqual(jpeg);
    expect(progress.shares[0]).toBe(0.4);
    expect(sent().filter((id) => id === 'createUpload')).toHaveLength(1);
  });

  it('keeps one key while the answer to beginning is lost', async () => {
    const server = uploadServer();
    let tries = 0;
    const { sent } = fakeBff({
      ...server.handlers,
      createUpload: (one) => {
        tries += 1;
        return tries === 1 ? lostAnswer() : (server.handlers.createUpload?.(one) ?? lostAnswer());
      },
    });
    await sendFile(await prepareSending(fileOf(jpeg), proofUploads), told(), now);
    const keys = sent.filter(({ operationId }) => operationId === 'createUpload').map(({ key }) => key);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it.each(['file_too_large', 'file_damaged'] as const)(
    'takes %s as an answer, not as a break',
    async (code) => {
      const server = uploadServer();
      const sent = upTo(server, { completeUpload: () => refusal(code) });
      await expect(
        sendFile(await prepareSending(fileOf(jpeg), proofUploads), told(), now),
      ).rejects.toMatchObject({ code });
      expect(sent().filter((id) => id === 'completeUpload')).toHaveLength(1);
    },
  );

  it('does not go round for ever when server and phone disagree on the end', async () => {
    const server = uploadServer();
    const sent = upTo(server, { completeUpload: () => refusal('upload_incomplete') });
    const sending = await prepareSending(fileOf(jpeg), proofUploads);
    await expect(sendFile(sending, told(), now)).rejects.toMatchObject({ code: 'upload_incomplete' });
    expect(sent().filter((id) => id === 'completeUpload').length).toBeLessThanOrEqual(4);
  });

  it('stops as soon as nobody wants it any more', async () => {
    const server = uploadServer(4);
    upTo(server);
    const sending = await prepareSending(fileOf(jpeg), proofUploads);
    const wanted = { onProgress: () => undefined, isWanted: () => server.received().length === 0 };
    await expect(sendFile(sending, wanted, now)).rejects.toBeDefined();
    expect(server.received()).toEqual(jpeg.slice(0, 4));
  });
});
