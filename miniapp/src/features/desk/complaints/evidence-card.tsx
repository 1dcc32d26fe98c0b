import { Image, View } from '@tarojs/components';
import { useState } from 'react';
import { errorLine } from '../../../api/error-messages';
import { useWrite } from '../../../api/use-write';
import { openMedia } from '../../../platform/open-media';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { Notice } from '../../../ui/notice';
import { bytesWords } from '../../../ui/words/bytes';
import { evidenceKinds, momentWords } from '../../../ui/words/complaint-words';
import { askDesk } from '../ask-desk';
import type { OfficerComplaint } from './ask-complaints';

export type EvidenceFile = OfficerComplaint['events'][number]['evidence'][number];

/** All files handed in, in that order, each fetched only by a tap: every look is written down. */
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
  const [url, setUrl] = useState<string | null>(null);
  const write = useWrite();
  const fetchLink = () =>
    write.run(async () => {
      const params = { complaintId, fileId: file.fileId };
      const link = await askDesk('deskGetEvidenceLink', { params, query: {} });
      setUrl(`${BUILD.apiBase}${link.url}`);
    });
  const kind = evidenceKinds[file.kind];
  const name = `第 ${number} 个，${kind}`;
  return (
    <View className="dk-item">
      <View className="dk-row">
        <View className="nc-grow">
          <View className="nc-strong">{name}</View>
          <View className="nc-caption">
            {bytesWords(file.bytes)}，{momentWords(file.uploadedAt)} 交的
            {file.takenAt !== null && `，${momentWords(file.takenAt)} 拍的`}
          </View>
        </View>
        {url === null && (
          <Button
            kind="soft"
            isSmall
            text={write.isBusy ? '正在取' : '看'}
            label={`看${name}`}
            isBusy={write.isBusy}
            onTap={() => void fetchLink()}
          />
        )}
        {url !== null && file.kind !== 'image' && (
          // Its own tap, because a browser opens no window a while after one.
          <Button kind="soft" isSmall text={`打开${kind}`} onTap={() => void openMedia(file.kind, url)} />
        )}
      </View>
      {write.error !== null && (
        <Notice tone="apricot" icon="warning" role="alert">
          {errorLine(write.error)}
        </Notice>
      )}
      {url !== null && file.kind === 'image' && (
        <View role="img" aria-label={`${name}的样子`}>
          <Image
            className="dk-proof"
            src={url}
            mode="widthFix"
            nativeProps={{ alt: '', 'aria-hidden': 'true' }}
          />
        </View>
      )}
    </View>
  );
}
