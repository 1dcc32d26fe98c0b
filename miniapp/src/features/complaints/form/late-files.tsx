import { View } from '@tarojs/components';
import { useEffect, useRef } from 'react';
import { errorLine } from '../../../api/error-messages';
import { useIdempotencyKey } from '../../../api/idempotency-key';
import { useWrite } from '../../../api/use-write';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { Notice } from '../../../ui/notice';
import { Uploader } from '../../../ui/uploader';
import { actOn } from '../ask-complaints';
import { changePiece, type Filed } from '../pieces';
import type { Evidence } from './use-evidence';

/** Files that had not arrived when it was filed: they go on, and are added once the last one is there. */
export function LateFiles(props: { id: string; of: Filed; evidence: Evidence; count: number }) {
  const { id, of, evidence, count } = props;
  const { uploads, lateCount } = evidence;
  const there = new Set(of.complaint.events.flatMap((event) => event.evidence.map(({ fileId }) => fileId)));
  const fileIds = uploads.fileIds.filter((one) => !there.has(one) && !of.missingFiles.includes(one));
  const adding = useWrite();
  const key = useIdempotencyKey(fileIds);
  const add = () =>
    adding.run(async () => {
      const complaint = await actOn(of, { move: 'added', evidence: fileIds }, key);
      changePiece(id, () => ({ filed: { ...of, complaint }, lateFiles: 0 }));
    });
  const latest = useRef(add);
  latest.current = add;
  const isReady = count > 0 && fileIds.length > 0 && lateCount === 0;
  useEffect(() => {
    if (isReady) void latest.current();
  }, [isReady]);

  if (count === 0) return null;
  const isLive = fileIds.length > 0 || lateCount > 0;
  return (
    <Card className="nc-above-12" title="没交上的文件">
      {isLive ? (
        <>
          <Uploader
            label="在这页等一会儿，传好自动补上"
            of={uploads}
            kinds={[]}
            note="关掉这页就不传了，可以到进度里再补充。"
          />
          {adding.error !== null && (
            <>
              <Notice tone="apricot" icon="warning" role="alert" className="nc-above-8">
                {errorLine(adding.error)}
              </Notice>
              <Button
                className="nc-above-8"
                kind="outline"
                text={adding.isBusy ? '正在补上' : '再补一次'}
                isBusy={adding.isBusy}
                onTap={() => void add()}
              />
            </>
          )}
        </>
      ) : (
        <View className="nc-small nc-above-4">有 {count} 个没有交上。到进度里补充，随时都行。</View>
      )}
    </Card>
  );
}
