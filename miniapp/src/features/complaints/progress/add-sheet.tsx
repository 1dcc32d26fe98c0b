import { View } from '@tarojs/components';
import { useMemo, useState } from 'react';
import { errorLine } from '../../../api/error-messages';
import { evidenceUploads } from '../../../api/evidence-uploads';
import { useIdempotencyKey } from '../../../api/idempotency-key';
import { useUploads } from '../../../api/use-uploads';
import { useWrite } from '../../../api/use-write';
import { Button } from '../../../ui/button';
import { Notice } from '../../../ui/notice';
import { Sheet } from '../../../ui/sheet';
import { TextArea } from '../../../ui/text-area';
import { Uploader } from '../../../ui/uploader';
import { actOn } from '../ask-complaints';
import { longest } from '../draft';
import { evidenceKinds, mostEvidence } from '../evidence';
import type { Acting } from './reason-sheet';

/** Words, files or both, at any time. */
export function AddSheet({ of, onDone, onClose, onStale }: Acting) {
  const { trackingCode } = of;
  const [text, setText] = useState('');
  const [isEmpty, setEmpty] = useState(false);
  const way = useMemo(() => evidenceUploads(trackingCode), [trackingCode]);
  const uploads = useUploads({ way, most: mostEvidence });
  const write = useWrite();
  const { fileIds } = uploads;
  const said = {
    ...(text.trim() === '' ? {} : { text: text.trim() }),
    ...(fileIds.length === 0 ? {} : { evidence: fileIds }),
  };
  const key = useIdempotencyKey(said);
  const add = async () => {
    const hasNothing = Object.keys(said).length === 0;
    setEmpty(hasNothing);
    if (hasNothing) return;
    const isDone = await write.run(async () => onDone(await actOn(of, { move: 'added', ...said }, key)));
    if (!isDone) onStale();
  };
  const fault = isEmpty ? '写几句，或加一份文件。' : write.error === null ? null : errorLine(write.error);
  return (
    <Sheet title="补充" isOpen onClose={onClose}>
      <TextArea
        id="complaint-added"
        label="想补充的"
        value={text}
        maxLength={longest.what}
        hint={
          of.complaint.handler.body === 'centre'
            ? '主管部门看得到。这件现在由机构答复，它看不到补充。别写孩子全名'
            : '经办的部门看得到，机构看不到。别写孩子全名'
        }
        onChange={setText}
      />
      <Uploader
        label="照片、录音（可以没有）"
        of={uploads}
        kinds={evidenceKinds(trackingCode)}
        note="加密保存，只给办这件事的部门看。"
      />
      {fault !== null && (
        <Notice tone="apricot" icon="warning" role="alert" className="nc-above-8">
          {fault}
        </Notice>
      )}
      <View className="nc-above-12">
        <Button
          text={write.isBusy ? '正在提交' : uploads.isSending ? '等文件传完' : '提交'}
          isBusy={write.isBusy}
          isDisabled={uploads.isSending}
          onTap={() => void add()}
        />
      </View>
    </Sheet>
  );
}
