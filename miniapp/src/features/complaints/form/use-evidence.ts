import { useEffect, useMemo, useRef, useState } from 'react';
import { evidenceUploads } from '../../../api/evidence-uploads';
import { asApiError } from '../../../api/problem';
import { useUploads } from '../../../api/use-uploads';
import { mostEvidence } from '../evidence';
import { forgetLate, takeOver } from '../late/late-files';
import { findPiece, isBeingWritten, type Piece, write } from '../pieces';

/**
 * Files of a piece, for as long as it is being written. Filing waits for none: those that are late when it is handed in
 * go on without the page. `goneCount` is how many the service no longer has, since nothing was filed for a day.
 */
export function useEvidence(piece: Piece) {
  const { id, draft } = piece;
  const way = useMemo(() => evidenceUploads(draft.trackingCode), [draft.trackingCode]);
  const uploads = useUploads({ way, most: mostEvidence, kept: draft.evidence });
  const [goneCount, setGoneCount] = useState(0);
  const { files } = uploads;
  // Thrown away: files of the page must not begin another one.
  const isOpen = isBeingWritten(piece) && findPiece(id) !== undefined;
  const keptIds = draft.evidence.map(({ file }) => file.id).join();
  useEffect(() => {
    const evidence = files.flatMap(({ kind, file }) => (file === null ? [] : [{ kind, file }]));
    // Writing what is written already would put away what was said about the last try.
    if (isOpen && evidence.map(({ file }) => file.id).join() !== keptIds) write(id, { evidence });
  }, [files, keptIds, isOpen, id]);

  const current = useRef(uploads);
  current.current = uploads;
  /** Asks for each file that was there before; what is gone is taken out, what can't be asked for stays. */
  const askForKept = async (): Promise<void> => {
    const found = await Promise.all(
      current.current.files.map(async (one) => {
        if (one.file === null) return null;
        const lost = await way.read(one.file.id).then(
          () => false,
          (thrown: unknown) => asApiError(thrown).code === 'not_found',
        );
        return lost ? one : null;
      }),
    );
    const gone = found.flatMap((one) => (one === null ? [] : [one]));
    for (const one of gone) current.current.remove(one);
    setGoneCount((before) => before + gone.length);
  };
  const refusedIds = goneFileIds(piece).join();
  useEffect(() => {
    const gone = current.current.files.filter(({ file }) => file !== null && refusedIds.includes(file.id));
    for (const one of gone) current.current.remove(one);
    setGoneCount((before) => before + gone.length);
  }, [refusedIds]);

  const unfinished = files.filter(
    ({ file, error, sending }) => file === null && (error === null || sending !== null),
  );
  return {
    ...{ uploads, goneCount, askForKept },
    lateCount: unfinished.length,
    handOver: () => takeOver(id, draft.trackingCode, uploads.handOver()),
    dropAll: () => {
      for (const one of files) uploads.remove(one);
      forgetLate(id);
    },
  };
}

/** Those that the service named when it refused to file without them. */
function goneFileIds({ fault, draft }: Piece): string[] {
  if (fault?.code !== 'file_unknown') return [];
  return draft.evidence.flatMap(({ file }, index) =>
    fault.paths.includes(`/evidence/${index}`) ? [file.id] : [],
  );
}

export type Evidence = ReturnType<typeof useEvidence>;
