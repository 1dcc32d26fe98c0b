import { View } from '@tarojs/components';
import { call } from '../../api/client';
import { errorLine } from '../../api/error-messages';
import { useWrite } from '../../api/use-write';
import { saveFile } from '../../platform/save-file';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Notice } from '../../ui/notice';
import type { Reached } from './ask-complaints';
import { packText } from './pack-text';

/** What was said and handed in, with times and hashes, as a text that can be read, printed and checked later. */
export function EvidencePackCard({ of: { complaint, trackingCode } }: { of: Reached }) {
  const write = useWrite();
  const save = () =>
    write.run(async () => {
      const params = { complaintId: complaint.id };
      const pack = await call('getEvidencePack', { params }, trackingCode === null ? {} : { trackingCode });
      await saveFile(`投诉凭证-${pack.number}.txt`, packText(pack), 'text/plain');
    });
  return (
    <Card className="nc-above-12" title="凭证">
      <View className="nc-small nc-above-4">
        写了什么、交了什么、什么时候，都有指纹，以后对得上。存下来，能打印。
      </View>
      <Button
        className="nc-above-12"
        kind="outline"
        icon="download"
        text={write.isBusy ? '正在取凭证' : '存凭证'}
        isBusy={write.isBusy}
        onTap={() => void save()}
      />
      {write.error !== null && (
        <Notice tone="apricot" icon="warning" role="alert" className="nc-above-8">
          {errorLine(write.error)}
        </Notice>
      )}
    </Card>
  );
}
