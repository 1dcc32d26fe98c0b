import { useEffect, useRef, useState } from 'react';
import { call } from '../../api/client';
import { recheckConsents } from '../../api/consents';
import { type ApiError, asApiError } from '../../api/problem';
import { type FileFacts, prepareSending, type Sending, sendFile } from '../../api/upload';
import { useIsOnline } from '../../platform/network';
import { type FileKind, pickFiles } from '../../platform/pick-file';

export type Proof = {
  /** Of this list only. */
  number: number;
  kind: FileKind;
  sending: Sending | null;
  /** Of its bytes, how many have arrived: 0 to 1. */
  share: number;
  file: FileFacts | null;
  /** Why it does not go on; what can be tried again keeps its `sending`. */
  error: ApiError | null;
};

export const mostProofs = 6;

/** The proofs of a request: each is sent at once, goes on by itself when the network is back, and can be taken out. */
export function useProofs() {
  const [proofs, setProofs] = useState<readonly Proof[]>([]);
  const wanted = useRef(new Set<number>());
  const last = useRef(0);
  const isOnline = useIsOnline();

  useEffect(() => {
    const numbers = wanted.current;
    return () => numbers.clear();
  }, []);

  const change = (number: number, to: Partial<Proof>) => {
    if (!wanted.current.has(number)) return;
    setProofs((all) => all.map((one) => (one.number === number ? { ...one, ...to } : one)));
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
    const picked = await pickFiles(kind, mostProofs - proofs.length);
    for (const file of picked) {
      last.current += 1;
      const number = last.current;
      wanted.current.add(number);
      setProofs((all) => [...all, { number, kind, sending: null, share: 0, file: null, error: null }]);
      void prepareSending(file).then(
        (sending) => send(number, sending),
        (thrown: unknown) => change(number, { error: asApiError(thrown) }),
      );
    }
  }

  function resume(proof: Proof): void {
    if (proof.sending !== null) void send(proof.number, proof.sending);
  }

  function remove(proof: Proof): void {
    wanted.current.delete(proof.number);
    setProofs((all) => all.filter(({ number }) => number !== proof.number));
    const fileId = proof.sending?.fileId ?? null;
    // Nothing refers to it: if this is not heard, the server clears it away by itself.
    if (fileId !== null) void call('discardUpload', { params: { fileId } }).catch(() => undefined);
  }

  const current = useRef(proofs);
  current.current = proofs;
  const resumeAll = useRef(resume);
  resumeAll.current = resume;
  useEffect(() => {
    if (!isOnline) return;
    for (const proof of current.current) {
      if (proof.error?.code === 'network_unreachable') resumeAll.current(proof);
    }
  }, [isOnline]);

  return {
    proofs,
    fileIds: proofs.flatMap(({ file }) => (file === null ? [] : [file.id])),
    isSending: proofs.some(({ file, error }) => file === null && error === null),
    add,
    resume,
    remove,
  };
}
