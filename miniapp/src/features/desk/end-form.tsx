import { addDays } from '@nearcare/shared/rules/civil-date';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { errorLine } from '../../api/error-messages';
import { useWrite } from '../../api/use-write';
import { Button, LinkButton } from '../../ui/button';
import { Card } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { StepButtons } from '../../ui/step-buttons';
import { Switch } from '../../ui/switch';
import { TextArea } from '../../ui/text-area';
import { dayWords } from '../../ui/words/civil-words';
import { askDesk } from './ask-desk';
import { type DeskEnrolment, keepDeskEnrolment } from './ask-enrolments-desk';

/** Whether the register counts the child by now, and ending the enrolment with a last day and a reason. */
export function EndForm({ of, today }: { of: DeskEnrolment; today: string }) {
  const [isEnding, setEnding] = useState(false);
  const [lastDay, setLastDay] = useState(of.lastDay === null ? addDays(today, 30) : addDays(of.lastDay, -1));
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const write = useWrite();
  const decide = (body: object) =>
    void write.run(async () => {
      const params = { enrolmentId: of.id };
      keepDeskEnrolment(await askDesk('deskDecideEnrolment', { params, body: body as never }));
      setEnding(false);
    });
  const end = () => {
    const said = reason.trim();
    setFault(said === '' ? '写一下原因，家长会看到。' : null);
    if (said !== '') decide({ decision: 'ended', lastDay, reason: said });
  };
  const shown = fault ?? (write.error === null ? null : errorLine(write.error));
  return (
    <Card className="dk-gap" title="在托">
      <View className="nc-row nc-between nc-gap-8 nc-above-4">
        <View className="nc-grow nc-small">备案的在托人数已经算上这个孩子，不另占约单日的托位</View>
        <Switch
          label="备案的在托人数已经算上这个孩子"
          isOn={of.isCounted}
          isBusy={write.isBusy}
          onTap={() => decide({ decision: 'counted', isCounted: !of.isCounted })}
        />
      </View>
      {isEnding ? (
        <>
          <View className="nc-row nc-between nc-gap-8 nc-above-12">
            <View className="nc-strong" role="status">
              最后一天 {dayWords(lastDay)}
            </View>
            <StepButtons
              back="早一天"
              on="晚一天"
              canGoBack={lastDay > today}
              canGoOn={of.lastDay === null || addDays(lastDay, 1) < of.lastDay}
              onStep={(step) => setLastDay(addDays(lastDay, step))}
            />
          </View>
          <TextArea
            id="end-reason"
            label="原因"
            value={reason}
            maxLength={200}
            hint="家长会看到"
            onChange={setReason}
          />
          <View className="nc-row nc-wrap nc-gap-8 nc-above-12">
            <Button className="nc-half" kind="outline" text="先不定" onTap={() => setEnding(false)} />
            <Button className="nc-half" kind="outline" text="就定这天" isBusy={write.isBusy} onTap={end} />
          </View>
        </>
      ) : (
        <LinkButton text="定最后一天" onTap={() => setEnding(true)} />
      )}
      {shown !== null && (
        <Notice tone="apricot" icon="warning" role="alert" className="nc-above-8">
          {shown}
        </Notice>
      )}
    </Card>
  );
}
