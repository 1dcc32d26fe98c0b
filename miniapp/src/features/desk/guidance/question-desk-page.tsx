import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { asApiError } from '../../../api/problem';
import { useWrite } from '../../../api/use-write';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { ChoiceList } from '../../../ui/choice-list';
import { Notice } from '../../../ui/notice';
import { PageShell } from '../../../ui/page-shell';
import { Tag } from '../../../ui/tag';
import { TextArea } from '../../../ui/text-area';
import { Unread } from '../../../ui/unread';
import { ageWords, lastDayWords } from '../../../ui/words/civil-words';
import { topicWords } from '../../../ui/words/class-words';
import { WriteFault } from '../../../ui/write-fault';
import { askDesk } from '../ask-desk';
import { OpenDeskGate } from '../desk-gate';
import { atWords } from '../desk-words';
import { type DeskQuestion, keepDeskQuestion, useDeskQuestion } from './ask-guidance-desk';

const title = '家长的问题';
const longest = 2000;
type Kind = 'answered' | 'referred';

/** One question: read, passed on to the expert, and what the expert said written down. It names no child. */
export function QuestionDeskPage({ id, overlay }: { id: string; overlay?: ReactNode }) {
  return (
    <OpenDeskGate title={title} role="officer" overlay={overlay}>
      {() => (
        <PageShell title={title} overlay={overlay}>
          <Question id={id} />
        </PageShell>
      )}
    </OpenDeskGate>
  );
}

function Question({ id }: { id: string }) {
  const read = useDeskQuestion(id);
  const { data: of } = read;
  if (of === undefined)
    return (
      <View className="nc-card">
        <Unread label="正在取问题" read={read} />
      </View>
    );
  return (
    <>
      <Card
        title={`问${of.expert.name} ${of.expert.title}`}
        aside={<Tag text={topicWords[of.topic]} tone="indigo" />}
      >
        {of.isUrgent && (
          <Notice tone="red" icon="warning" className="nc-above-8">
            话里有像急事的词。家长已经看到要先打急救电话。
          </Notice>
        )}
        <View className="nc-small nc-above-4">
          孩子 {ageWords(of.ageMonths)}，{atWords(of.askedAt)} 问的
          {of.answer === null ? `，最迟 ${lastDayWords(of.answerBy)} 答复` : ''}
        </View>
        <View className="nc-strong nc-above-8">{of.text}</View>
        <View className="nc-caption nc-above-8">{of.notMedical}</View>
      </Card>
      {of.answer === null ? <AnswerCard of={of} /> : <Answered of={of} answer={of.answer} />}
      <View className="nc-caption nc-centre nc-above-12">你看过哪个孩子、什么时候看的，家长都能看到。</View>
    </>
  );
}

function Answered({ answer }: { of: DeskQuestion; answer: NonNullable<DeskQuestion['answer']> }) {
  return (
    <Card className="dk-gap" title={answer.kind === 'referred' ? '请家长去当面看' : '答复了'}>
      <View className="nc-small">{atWords(answer.at)}</View>
      <View className="nc-above-4">{answer.text}</View>
    </Card>
  );
}

function AnswerCard({ of }: { of: DeskQuestion }) {
  const [kind, setKind] = useState<Kind>('answered');
  const [text, setText] = useState('');
  const [isMissing, setMissing] = useState(false);
  const write = useWrite();
  const said = text.trim();
  const answer = () => {
    setMissing(said === '');
    if (said === '') return;
    void write.run(async () => {
      const params = { expertQuestionId: of.id };
      try {
        // The same answer again has no second effect; so it needs no key.
        keepDeskQuestion(await askDesk('deskAnswerExpertQuestion', { params, body: { kind, text: said } }));
      } catch (thrown) {
        // Answered already, by somebody else: the page shows how.
        if (asApiError(thrown).code === 'already_decided')
          keepDeskQuestion(await askDesk('deskGetExpertQuestion', { params }));
        throw thrown;
      }
    });
  };
  return (
    <Card className="dk-gap" title="专家怎么说">
      <ChoiceList<Kind>
        label="怎么答"
        isInRows
        value={kind}
        options={[
          { value: 'answered', text: '专家答了', note: '怎么吃、怎么睡、怎么带' },
          { value: 'referred', text: '要当面看', note: '写清去哪里、找谁看' },
        ]}
        onChange={setKind}
      />
      <TextArea
        id="expert-answer"
        label="原话（家长马上收到）"
        value={text}
        maxLength={longest}
        hint={isMissing ? '写一下专家怎么说。' : '不下诊断，不开药。只能答复一次'}
        onChange={(next) => {
          setText(next);
          setMissing(false);
        }}
      />
      <WriteFault error={write.error} />
      <Button
        className="nc-above-12"
        text={write.isBusy ? '正在答复' : '答复家长'}
        isBusy={write.isBusy}
        onTap={answer}
      />
    </Card>
  );
}
