import { View } from '@tarojs/components';
import { useState } from 'react';
import { errorLine } from '../../api/error-messages';
import { useWrite } from '../../api/use-write';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { Switch } from '../../ui/switch';
import { Tag } from '../../ui/tag';
import { type HealthKind, healthWords, validWords } from '../../ui/words/enrolment-words';
import { askDesk } from './ask-desk';
import { type DeskEnrolment, keepDeskEnrolment } from './ask-enrolments-desk';

/** 入托体检: which of the four papers were seen here. */
export function SeenPapers({ of }: { of: DeskEnrolment }) {
  const confirmed = of.health.items.flatMap(({ kind, isConfirmed }) => (isConfirmed ? [kind] : []));
  const [seen, setSeen] = useState<HealthKind[]>(confirmed);
  const write = useWrite();
  const isChanged = seen.length !== confirmed.length || seen.some((kind) => !confirmed.includes(kind));
  const save = () =>
    write.run(async () => {
      const params = { enrolmentId: of.id };
      keepDeskEnrolment(await askDesk('deskConfirmHealthCheck', { params, body: { kinds: seen } }));
    });
  return (
    <Card
      className="dk-gap"
      title="入托体检"
      aside={of.health.isComplete ? <Tag text="核对过了" tone="green" /> : undefined}
    >
      {of.health.items.map(({ kind, isDone, validUntil }) => {
        const isOver = validUntil !== null && of.firstDay !== null && validUntil < of.firstDay;
        return (
          <View key={kind} className="dk-row">
            <View className="nc-grow">
              <View>{healthWords[kind]}</View>
              <View className="nc-caption">
                {isDone ? '家长说有了' : '家长没说有'}
                {validUntil !== null && `，${validWords(validUntil)}`}
                {isOver && '，到第一天已过期'}
              </View>
            </View>
            <Switch
              label={`看过${healthWords[kind]}`}
              isOn={seen.includes(kind)}
              onTap={() =>
                setSeen(seen.includes(kind) ? seen.filter((one) => one !== kind) : [...seen, kind])
              }
            />
          </View>
        );
      })}
      {write.error !== null && (
        <Notice tone="apricot" icon="warning" role="alert" className="nc-above-8">
          {write.error.code === 'consent_required'
            ? '家长没有同意在这里记体检，请当面核对。'
            : errorLine(write.error)}
        </Notice>
      )}
      {isChanged && (
        <Button
          className="nc-above-12"
          kind="outline"
          text={write.isBusy ? '正在记' : '记下看过的'}
          isBusy={write.isBusy}
          onTap={() => void save()}
        />
      )}
    </Card>
  );
}
