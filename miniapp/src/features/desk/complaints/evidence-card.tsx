import { openMedia } from '../../../platform/open-media';
import { Card } from '../../../ui/card';
import { bytesWords } from '../../../ui/words/bytes';
import { evidenceKinds, momentWords } from '../../../ui/words/complaint-words';
import { askDesk } from '../ask-desk';
import { FileLine } from '../file-line';
import type { OfficerComplaint } from './ask-complaints';

export type EvidenceFile = OfficerComplaint['events'][number]['evidence'][number];

/** All files handed in, in that order. */
export function EvidenceCard({ of }: { of: OfficerComplaint }) {
  const files = of.events.flatMap(({ evidence }) => evidence);
  if (files.length === 0) return null;
  return (
    <Card className="dk-gap" title={`证据 ${files.length} 个`}>
      {files.map((file, index) => (
        <EvidenceLine key={file.fileId} complaintId={of.id} file={file} number={index + 1} />
      ))}
    </Card>
  );
}

function EvidenceLine(props: { complaintId: string; file: EvidenceFile; number: number }) {
  const { complaintId, file, number } = props;
  const { fileId, kind, bytes, uploadedAt, takenAt } = file;
  const name = `第 ${number} 个，${evidenceKinds[kind]}`;
  const taken = takenAt === null ? '' : `，${momentWords(takenAt)} 拍的`;
  return (
    <FileLine
      name={name}
      detail={`${bytesWords(bytes)}，${momentWords(uploadedAt)} 交的${taken}`}
      askLink={() => askDesk('deskGetEvidenceLink', { params: { complaintId, fileId }, query: {} })}
      shows={
        kind === 'image'
          ? { picture: `${name}的样子` }
          : { text: `打开${evidenceKinds[kind]}`, open: (url) => openMedia(kind, url) }
      }
    />
  );
}
