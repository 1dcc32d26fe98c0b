import { addMonths } from '@nearcare/shared/rules/civil-date';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { call } from '../../api/client';
import { recheckConsents } from '../../api/consents';
import { errorLine } from '../../api/error-messages';
import { asApiError } from '../../api/problem';
import { useWrite } from '../../api/use-write';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { ChoiceList } from '../../ui/choice-list';
import { Notice } from '../../ui/notice';
import { Switch } from '../../ui/switch';
import { Tag } from '../../ui/tag';
import { WithConsent } from '../../ui/with-consent';
import { healthWords, validWords } from '../../ui/words/enrolment-words';
import { type Enrolment, keepEnrolment } from './ask-enrolments';

type Item = Enrolment['health']['items'][number];

/** 入托体检: four papers, which of them are there, until when, and what the centre saw. */
export function HealthCheckCard({ of }: { of: Enrolment }) {
  const [isNoting, setNoting] = useState(false);
  const done = of.health.items.filter(({ isDone }) => isDone).length;
  return (
    <Card
      className="en-gap"
      title="入托体检"
      aside={
        <Tag
          text={of.health.isComplete ? '核对过了' : `有 ${done} 样`}
          tone={of.health.isComplete ? 'green' : 'plain'}
        />
      }
    >
      <View className="nc-small nc-above-4 en-papers-note">入园前到妇幼保健院做。离园满三个月要重新做。</View>
      {isNoting ? (
        <WithConsent purpose="enrolment" onRefused={() => setNoting(false)}>
          <Noting of={of} onDone={() => setNoting(false)} />
        </WithConsent>
      ) : (
        <>
          {of.health.items.map((item) => (
            <View key={item.kind} className="en-paper nc-row nc-between nc-gap-8">
              <View>
                <View>{healthWords[item.kind]}</View>
                {item.validUntil !== null && (
                  <View className="nc-caption">{validWords(item.validUntil)}</View>
                )}
              </View>
              <Tag text={wordOf(item)} tone={item.isConfirmed ? 'green' : 'plain'} />
            </View>
          ))}
          <Button className="nc-above-12" kind="outline" text="记下有哪几样" onTap={() => setNoting(true)} />
        </>
      )}
    </Card>
  );
}

const wordOf = ({ isConfirmed, isDone }: Item): string =>
  isConfirmed ? '机构看过' : isDone ? '有了' : '还没有';

/** Validity as people know it: how many months from today. */
const validities = [
  { value: '3', text: '3 个月' },
  { value: '12', text: '1 年' },
  { value: '0', text: '不写' },
] as const;

function Noting({ of, onDone }: { of: Enrolment; onDone: () => void }) {
  const [items, setItems] = useState<Item[]>(of.health.items);
  const write = useWrite();
  const change = (kind: Item['kind'], over: Partial<Item>) =>
    setItems((before) => before.map((item) => (item.kind === kind ? { ...item, ...over } : item)));
  const save = () =>
    write.run(async () => {
      const noted = items.map(({ kind, isDone, validUntil }) => ({
        ...{ kind, isDone },
        ...(validUntil === null ? {} : { validUntil }),
      }));
      try {
        const params = { enrolmentId: of.id };
        keepEnrolment(await call('noteEntryHealthCheck', { params, body: { items: noted } }));
      } catch (thrown) {
        if (asApiError(thrown).code === 'consent_required') void recheckConsents();
        throw thrown;
      }
      onDone();
    });
  return (
    <View className="nc-above-8">
      {items.map(({ kind, isDone, validUntil }) => (
        <View key={kind} className="en-paper">
          <View className="nc-row nc-between nc-gap-8">
            <View>{healthWords[kind]}</View>
            <Switch
              label={`有${healthWords[kind]}`}
              isOn={isDone}
              onTap={() => change(kind, { isDone: !isDone, validUntil: null })}
            />
          </View>
          {isDone && (
            <>
              <View className="nc-caption nc-above-4">
                {validUntil === null ? '从今天起有效多久' : validWords(validUntil)}
              </View>
              <ChoiceList
                label={`${healthWords[kind]}有效多久`}
                value={null}
                options={validities}
                onChange={(months) =>
                  change(kind, { validUntil: months === '0' ? null : addMonths(of.today, Number(months)) })
                }
              />
            </>
          )}
        </View>
      ))}
      {write.error !== null && (
        <Notice tone="apricot" icon="warning" role="alert" className="nc-above-8">
          {errorLine(write.error)}
        </Notice>
      )}
      <View className="nc-row nc-wrap nc-gap-8 nc-above-12">
        <Button className="nc-half" kind="outline" text="先不记" onTap={onDone} />
        <Button
          className="nc-half"
          kind="outline"
          text={write.isBusy ? '正在记' : '记好了'}
          isBusy={write.isBusy}
          onTap={() => void save()}
        />
      </View>
    </View>
  );
}
