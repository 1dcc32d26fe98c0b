import { View } from '@tarojs/components';
import { useState } from 'react';
import { asApiError } from '../../../api/problem';
import { useWrite } from '../../../api/use-write';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { TextArea } from '../../../ui/text-area';
import { WriteFault } from '../../../ui/write-fault';
import { askDesk } from '../ask-desk';
import { type DeskVisit, keepDeskVisit, recheckDeskVisit } from './ask-guidance-desk';

/** The visit was made: what was seen, and what to do at home. It counts towards the child's yearly guidance. */
export function ReportForm({ visit }: { visit: DeskVisit }) {
  const [text, setText] = useState('');
  const [advice, setAdvice] = useState('');
  const [isMissing, setMissing] = useState(false);
  const write = useWrite();
  const [said, advised] = [text.trim(), advice.trim()];
  const report = () => {
    setMissing(said === '');
    if (said === '') return;
    void write.run(async () => {
      try {
        const body = { text: said, ...(advised === '' ? {} : { advice: advised }) };
        // The same report again has the same answer; so it needs no key.
        keepDeskVisit(await askDesk('deskReportHomeVisit', { params: { homeVisitId: visit.id }, body }));
      } catch (thrown) {
        if (asApiError(thrown).code === 'home_visit_moved') recheckDeskVisit(visit.id);
        throw thrown;
      }
    });
  };
  return (
    <Card className="dk-gap" title="去过了，写记录">
      <View className="nc-small">家长看得到，加密保存。记进孩子今年的指导。</View>
      <TextArea
        id="visit-report"
        label="看到了什么"
        value={text}
        maxLength={2000}
        hint={isMissing ? '写几句看到的。' : '吃、睡、玩、环境。不下诊断'}
        onChange={(next) => {
          setText(next);
          setMissing(false);
        }}
      />
      <TextArea
        id="visit-advice"
        label="回家可以怎么做（可以不写）"
        value={advice}
        maxLength={1000}
        onChange={setAdvice}
      />
      <WriteFault error={write.error} />
      <Button
        className="nc-above-12"
        text={write.isBusy ? '正在存' : '写好了'}
        isBusy={write.isBusy}
        onTap={report}
      />
    </Card>
  );
}
