import { View } from '@tarojs/components';
import { useState } from 'react';
import { call } from '../../../api/client';
import { errorLine } from '../../../api/error-messages';
import { useWrite } from '../../../api/use-write';
import { ConfirmSheet } from '../../../ui/confirm-sheet';
import { TextArea } from '../../../ui/text-area';
import { type HomeVisit, keepVisit } from '../ask-guidance';

const longest = 200;

export function CancelVisitSheet(props: { visit: HomeVisit; onStale: () => void; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const write = useWrite();
  const cancel = async () => {
    const said = reason.trim();
    const isDone = await write.run(async () => {
      const body = said === '' ? {} : { reason: said };
      // Asked again, the server gives the same answer; so no key is needed.
      keepVisit(await call('cancelHomeVisit', { params: { homeVisitId: props.visit.id }, body }));
      props.onClose();
    });
    if (!isDone) props.onStale();
  };
  return (
    <ConfirmSheet
      title="不用来了？"
      isOpen
      doText="不用来了"
      busyText="正在取消"
      keepText="还是来"
      isBusy={write.isBusy}
      fault={write.error === null ? null : errorLine(write.error)}
      onDo={() => void cancel()}
      onClose={props.onClose}
    >
      <View className="nc-small">地址马上删掉，以后想要再提。没有费用。</View>
      <TextArea
        id="visit-cancel"
        label="原因（可以不写）"
        value={reason}
        maxLength={longest}
        onChange={setReason}
      />
    </ConfirmSheet>
  );
}
