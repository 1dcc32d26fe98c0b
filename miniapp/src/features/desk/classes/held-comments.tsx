import { View } from '@tarojs/components';
import { useState } from 'react';
import { errorLine } from '../../../api/error-messages';
import { useWrite } from '../../../api/use-write';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { AnswerEnd } from '../answer-end';
import { askDesk } from '../ask-desk';
import { PagedList } from '../paged-list';
import { forgetHeldComment, type HeldComment, useHeldComments } from './ask-classes-desk';

/** Comments that the content check holds back, read only when that is wanted: their families are told of the look. */
export function HeldComments() {
  const [isListed, setListed] = useState(false);
  if (isListed) return <Listed />;
  return (
    <Card className="dk-gap" title="待核的评价">
      <View className="nc-small">家长写的评价，内容检查有疑问，先没有给主办方看。</View>
      <View className="nc-above-8">
        <Button kind="outline" isSmall icon="list" text="看待核的评价" onTap={() => setListed(true)} />
        <View className="nc-caption nc-above-4">看了，会告诉写的家庭。</View>
      </View>
    </Card>
  );
}

function Listed() {
  return (
    <PagedList
      read={useHeldComments()}
      loading="正在取评价"
      empty={{ seed: 'held-comments', title: '没有要核的评价', sentence: '有了会在这里。' }}
      row={(item) => <Row item={item} />}
    />
  );
}

function Row({ item }: { item: HeldComment }) {
  const { id, classTitle, organiserName, stars, text, givenAt } = item;
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const write = useWrite();
  const said = reason.trim();
  const decide = (body: { decision: 'released' } | { decision: 'withheld'; reason: string }) =>
    void write.run(async () => {
      await askDesk('deskDecideComment', { params: { signUpId: id }, body: { givenAt, ...body } });
      forgetHeldComment(id);
    });
  const withhold = () => {
    setFault(said === '' ? '写一下理由，家长会看到。' : null);
    if (said !== '') decide({ decision: 'withheld', reason: said });
  };
  return (
    <View className="dk-row">
      <View className="nc-grow">
        <View className="nc-small">
          {organiserName}《{classTitle}》，{stars} 分
        </View>
        <View className="nc-strong">{text}</View>
        <AnswerEnd
          id={`comment-${id}`}
          label="理由（不给看时要写）"
          said={reason}
          fault={fault ?? (write.error === null ? null : errorLine(write.error))}
          isBusy={write.isBusy}
          no={{ text: '不给主办方看', onTap: withhold }}
          yes={{ text: '给主办方看', onTap: () => decide({ decision: 'released' }) }}
          onSay={(next) => {
            setReason(next);
            setFault(null);
          }}
        />
        <View className="nc-caption nc-above-4">只能定一次，写的家庭马上收到通知。</View>
      </View>
    </View>
  );
}
