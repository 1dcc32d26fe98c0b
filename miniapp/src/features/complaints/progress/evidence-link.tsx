import { Image, View } from '@tarojs/components';
import { useState } from 'react';
import { call } from '../../../api/client';
import { errorLine } from '../../../api/error-messages';
import { useWrite } from '../../../api/use-write';
import { openMedia } from '../../../platform/open-media';
import { LinkButton } from '../../../ui/button';
import { Notice } from '../../../ui/notice';
import { evidenceKinds } from '../../../ui/words/complaint-words';
import type { Complaint, Reached } from '../ask-complaints';

/** One file that was handed in, fetched by a tap through a link that is good for some minutes. */
export function EvidenceLink(props: {
  of: Reached;
  file: Complaint['events'][number]['evidence'][number];
  index: number;
}) {
  const { complaint, trackingCode } = props.of;
  const { fileId, kind } = props.file;
  const [url, setUrl] = useState<string | null>(null);
  const write = useWrite();
  const name = `${evidenceKinds[kind]} ${props.index}`;
  const fetchLink = () =>
    write.run(async () => {
      const params = { complaintId: complaint.id, fileId };
      const by = trackingCode === null ? {} : { trackingCode };
      const link = await call('getEvidenceLink', { params, query: {} }, by);
      setUrl(`${BUILD.apiBase}${link.url}`);
    });
  if (url !== null && kind === 'image')
    return (
      <View role="img" aria-label={name}>
        <Image
          className="cm-evidence"
          src={url}
          mode="widthFix"
          nativeProps={{ alt: '', 'aria-hidden': 'true' }}
        />
      </View>
    );
  return (
    <>
      {url === null ? (
        <LinkButton
          icon="page"
          text={write.isBusy ? `正在取${name}` : name}
          isBusy={write.isBusy}
          onTap={() => void fetchLink()}
        />
      ) : (
        // Its own tap, because a browser opens no window a while after one.
        <LinkButton icon="page" text={`打开${name}`} onTap={() => void openMedia(kind, url)} />
      )}
      {write.error !== null && (
        <Notice tone="apricot" icon="warning" role="alert">
          {errorLine(write.error)}
        </Notice>
      )}
    </>
  );
}
