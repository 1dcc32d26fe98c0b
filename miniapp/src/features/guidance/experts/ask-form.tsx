import { View } from '@tarojs/components';
import { useState } from 'react';
import { call } from '../../../api/client';
import { recheckConsents } from '../../../api/consents';
import type { Child } from '../../../api/family';
import { useIdempotencyKey } from '../../../api/idempotency-key';
import { asApiError } from '../../../api/problem';
import { useRegions } from '../../../api/regions';
import { useWrite } from '../../../api/use-write';
import { callPhone } from '../../../platform/phone-call';
import { Button } from '../../../ui/button';
import { ChoiceList } from '../../../ui/choice-list';
import { Notice } from '../../../ui/notice';
import { TextArea } from '../../../ui/text-area';
import { type ClassTopic, topics, topicWords } from '../../../ui/words/class-words';
import { helpNumbers } from '../../../ui/words/help-numbers';
import { WriteFault } from '../../../ui/write-fault';
import { type Expert, recheckQuestions } from '../ask-guidance';

const longest = 500;

/** A question about one child. Words that speak of an emergency are answered with the number to call, before all else. */
export function AskForm({ expert, child, onAsked }: { expert: Expert; child: Child; onAsked: () => void }) {
  const [text, setText] = useState('');
  const [topic, setTopic] = useState<ClassTopic | null>(expert.fields[0] ?? null);
  const [isUrgent, setUrgent] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const write = useWrite();
  const body = {
    ...{ expertId: expert.id, childId: child.id, topic: topic ?? 'nutrition', text: text.trim() },
    ...(isUrgent ? { isNotUrgent: true } : {}),
  };
  const idempotencyKey = useIdempotencyKey(body);
  const ask = () => {
    const missing = topic === null ? '选一个主题。' : body.text === '' ? '写一句要问的。' : null;
    setFault(missing);
    if (missing !== null) return;
    void write.run(async () => {
      try {
        await call('askExpert', { body }, { idempotencyKey });
        recheckQuestions();
        onAsked();
      } catch (thrown) {
        const { code } = asApiError(thrown);
        if (code === 'consent_required') await recheckConsents();
        if (code === 'question_looks_urgent') {
          setUrgent(true);
          return;
        }
        throw thrown;
      }
    });
  };
  return (
    <View>
      {isUrgent && <CallFirst />}
      <View className={isUrgent ? 'nc-small nc-above-16' : 'nc-small'}>
        关于{child.nickname}。专家看到月龄，看不到名字。
      </View>
      <ChoiceList
        label="主题"
        value={topic}
        options={topics.map((value) => ({ value, text: topicWords[value] }))}
        onChange={setTopic}
      />
      <TextArea
        id="expert-question"
        label="想问的"
        value={text}
        maxLength={longest}
        placeholder="一次问一件事，说说平时是什么样"
        hint={`最多 ${longest} 字。别写孩子的全名和住址`}
        onChange={(next) => {
          setText(next);
          setFault(null);
        }}
      />
      <View className="nc-caption nc-above-4">{expert.notMedical}</View>
      {fault !== null && (
        <Notice tone="apricot" icon="warning" role="alert" className="nc-above-8">
          {fault}
        </Notice>
      )}
      <WriteFault error={write.error} facts={{ child: child.nickname }} />
      <Button
        className="nc-above-12"
        kind={isUrgent ? 'outline' : 'solid'}
        text={write.isBusy ? '正在交上去' : isUrgent ? '不急，照样问' : '交上去'}
        isBusy={write.isBusy}
        onTap={ask}
      />
    </View>
  );
}

/** An expert answers in days. The number stands first, red, one tap away. */
function CallFirst() {
  const { regions } = useRegions();
  const ambulance = helpNumbers(regions[0]?.code).find(({ number }) => number === '120' || number === '112');
  const number = ambulance?.number ?? '120';
  return (
    <View role="alert">
      <View className="nc-strong">听上去有点急，先打电话</View>
      <View className="nc-small">专家要几天才答复。孩子喘不上气、抽、叫不醒、出血，别等。</View>
      <Button
        className="nc-above-8"
        kind="red"
        icon="phone"
        text={`打 ${number}`}
        onTap={() => callPhone(number)}
      />
    </View>
  );
}
