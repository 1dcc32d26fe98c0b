import { View } from '@tarojs/components';
import { useState } from 'react';
import { asApiError } from '../../../api/problem';
import { useWrite } from '../../../api/use-write';
import { Button, LinkButton } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { TextArea } from '../../../ui/text-area';
import { WriteFault } from '../../../ui/write-fault';
import { askDesk } from '../ask-desk';
import { type DeskVisit, keepDeskVisit, recheckDeskVisit } from './ask-guidance-desk';

/** We can't come, or can't keep the time: said with a reason, which the family is told. */
export function EndVisit({ visit }: { visit: DeskVisit }) {
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const write = useWrite();
  const said = reason.trim();
  const isAgreed = visit.status === 'agreed';
  const end = () => {
    setMissing(said === '');
    if (said === '') return;
    void write.run(async () => {
      try {
        const params = { homeVisitId: visit.id };
        keepDeskVisit(await askDesk('deskEndHomeVisit', { params, body: { reason: said } }));
      } catch (thrown) {
        if (asApiError(thrown).code === 'home_visit_moved') recheckDeskVisit(visit.id);
        throw thrown;
      }
    });
  };
  if (!isOpen)
    return (
      <View className="nc-centre">
        <LinkButton text={isAgreed ? '去不了了' : '我们来不了'} onTap={() => setOpen(true)} />
      </View>
    );
  return (
    <Card className="dk-gap" title={isAgreed ? '去不了了' : '我们来不了'}>
      <View className="nc-small">家长马上收到，地址会删掉。</View>
      <TextArea
        id="visit-end"
        label="原因"
        value={reason}
        maxLength={300}
        hint={isMissing ? '写一下原因，家长会看到。' : '说清楚家长还能找谁'}
        onChange={(next) => {
          setReason(next);
          setMissing(false);
        }}
      />
      <WriteFault error={write.error} />
      <View className="nc-row nc-wrap nc-gap-8 nc-above-8">
        <Button
          className="nc-half"
          kind="outline"
          text={write.isBusy ? '正在告诉家长' : '告诉家长'}
          isBusy={write.isBusy}
          onTap={end}
        />
        <Button className="nc-half" text="还是去" onTap={() => setOpen(false)} />
      </View>
    </Card>
  );
}
