import { View } from '@tarojs/components';
import { useState } from 'react';
import { errorLine } from '../../../api/error-messages';
import { useWrite } from '../../../api/use-write';
import { ConfirmSheet } from '../../../ui/confirm-sheet';
import { TextArea } from '../../../ui/text-area';
import { askDesk } from '../ask-desk';
import { type DeskClass, keepDeskClass } from './ask-classes-desk';

const longest = 200;

/** A class is cancelled for a reason, which all who signed up or wait are told. */
export function CancelClassSheet({ of, onClose }: { of: DeskClass; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const write = useWrite();
  const said = reason.trim();
  const cancel = () => {
    setMissing(said === '');
    if (said === '') return;
    void write.run(async () => {
      // Asked again, the server gives the same answer; so no key is needed.
      keepDeskClass(await askDesk('deskCancelClass', { params: { classId: of.id }, body: { reason: said } }));
      onClose();
    });
  };
  const { confirmed, waiting } = of.counts;
  return (
    <ConfirmSheet
      title="取消这节课？"
      isOpen
      doText="取消这节课"
      busyText="正在取消"
      keepText="先不取消"
      isBusy={write.isBusy}
      fault={isMissing ? '写一下原因，家长会看到。' : write.error === null ? null : errorLine(write.error)}
      onDo={cancel}
      onClose={onClose}
    >
      <View className="nc-small">
        报了名的 {confirmed} 个孩子、候补的 {waiting} 家都会收到消息。不能再恢复。
      </View>
      <TextArea id="class-cancel" label="原因" value={reason} maxLength={longest} onChange={setReason} />
    </ConfirmSheet>
  );
}
