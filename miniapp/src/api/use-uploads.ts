import { useEffect, useRef, useState } from 'react';
import { useIsOnline } from '../platform/network';
import { type FileKind, type PickedFile, pickFiles } from '../platform/pick-file';
import { recheckConsents } from './consents';
import { type ApiError, asApiError } from './problem';
import { type FileFacts, isPassing, prepareSending, type Sending, sendFile, type UploadWay } from './upload';

export type SentFile = {
  /** Of this list only. */
  number: number;
  kind: FileKind;
  /** As the phone has it; null for what was there before. */
  picked: PickedFile | null;
  sending: Sending | null;
  /** Of its bytes, how many have arrived: 0 to 1. */
  share: number;
  file: FileFacts | null;
  /** Why it does not go on; what can be tried again keeps its `sending`. */
  error: ApiError | null;
};

/** What is there already when a form is opened again: its files, by what they are. */
export type KeptFile = { kind: FileKind; file: FileFacts };

/** One that has not arrived, for somebody else to send on, from where `sending` is. */
export type Unsent = { kind: FileKind; picked: PickedFile; sending: Sending | null };

/** Files of a form: each is sent at once, goes on by itself when the network is back, and can be taken out. */
export function useUploads({ way, most, kept = [] }: { way: UploadWay; most: number; kept?: KeptFile[] }) {
  const [files, setFiles] = useState<readonly SentFile[]>(() =>
    kept.map((one, index) => ({
      ...{ ...one, number: index + 1, picked: null, sending: null, share: 1, error: null },
    })),
  );
  const wanted = useRef(new Set<number>());
  const last = useRef(kept.length);
  const isOnline = useIsOnline();

  useEffect(() => {
    const numbers = wanted.current;
    return () => numbers.clear();
  }, []);

  const change = (number: number, to: Partial<SentFile>) => {
    if (!wanted.current.has(number)) return;
    setFiles((all) => all.map((one) => (one.number === number ? { ...one, ...to } : one)));
  };

  async function send(number: number, sending: Sending): Promise<void> {
    change(number, { sending, error: null });
    try {
      const file = await sendFile(sending, {
        onProgress: (share) => change(number, { share }),
        isWanted: () => wanted.current.has(number),
      });
      change(number, { file, share: 1 });
    } catch (thrown) {
      const error = asApiError(thrown);
      change(number, { error });
      if (error.code === 'consent_required') void recheckConsents();
    }
  }

  async function add(kind: FileKind): Promise<void> {
    const picked = await pickFiles(kind, most - files.length);
    for (const file of picked) {
      last.current += 1;
      const number = last.current;
      wanted.current.add(number);
      setFiles((all) => [
        ...all,
        { number, kind, picked: file, sending: null, share: 0, file: null, error: null },
      ]);
      void prepareSending(file, way).then(
        (sending) => send(number, sending),
        (thrown: unknown) => change(number, { error: asApiError(thrown) }),
      );
    }
  }

  function resume({ number, sending }: SentFile): void {
    if (sending !== null) void send(number, sending);
  }

  function remove(one: SentFile): void {
    wanted.current.delete(one.number);
    setFiles((all) => all.filter(({ number }) => number !== one.number));
    const fileId = one.file?.id ?? one.sending?.fileId ?? null;
    // Nothing refers to it: if this is not heard, the server clears it away by itself.
    if (fileId !== null) void way.discard(fileId).catch(() => undefined);
  }

  /** Takes out what has not arrived and was not refused. Nothing of it is thrown away. */
  function handOver(): Unsent[] {
    const unsent = files.flatMap(({ number, kind, picked, sending, file, error }) =>
      file === null && picked !== null && (error === null || isPassing(error))
        ? [{ number, kind, picked, sending }]
        : [],
    );
    for (const { number } of unsent) wanted.current.delete(number);
    setFiles((all) => all.filter((one) => unsent.every(({ number }) => number !== one.number)));
    return unsent.map(({ kind, picked, sending }) => ({ kind, picked, sending }));
  }

  const current = useRef(files);
  current.current = files;
  const resumeAll = useRef(resume);
  resumeAll.current = resume;
  useEffect(() => {
    if (!isOnline) return;
    for (const one of current.current) {
      if (one.error?.code === 'network_unreachable') resumeAll.current(one);
    }
  }, [isOnline]);

  return {
    ...{ files, way, most },
    fileIds: files.flatMap(({ file }) => (file === null ? [] : [file.id])),
    isSending: files.some(({ file, error }) => file === null && error === null),
    add,
    resume,
    remove,
    handOver,
  };
}
