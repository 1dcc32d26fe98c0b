import { View } from '@tarojs/components';
import { useState } from 'react';
import { useWrite } from '../../../api/use-write';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { WriteFault } from '../../../ui/write-fault';
import { askDesk } from '../ask-desk';
import { PagedList } from '../paged-list';
import { forgetHeldComment, type HeldComment, useHeldComments } from './ask-classes-desk';

/** Comments that the content check holds back, read only when that is wanted: their families are told of the look. */
export function HeldComments() {
  const [isListed, setListed] = useState(false);
  if (isListed) return <Listed />;
  return (
    <Card className="dk-gap" title="待核的评价">
      <View className="nc-small">家长写的评价，内容检查有疑问，先没有给机构看。</View>
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
  const write = useWrite();
  const decide = (decision: 'released' | 'withheld') =>
    void write.run(async () => {
      await askDesk('deskDecideComment', { params: { signUpId: id }, body: { givenAt, decision } });
      forgetHeldComment(id);
    });
  return (
    <View className="dk-row">
      <View className="nc-grow">
        <View className="nc-small">
          {organiserName}《{classTitle}》，{stars} 分
        </View>
        <View className="nc-strong">{text}</View>
        <WriteFault error={write.error} />
        <View className="nc-row nc-wrap nc-gap-8 nc-above-8">
          <Button
            isSmall
            kind="outline"
            text="给机构看"
            isBusy={write.isBusy}
            onTap={() => decide('released')}
          />
          <Button
            isSmall
            kind="outline"
            text="不显示"
            isBusy={write.isBusy}
            onTap={() => decide('withheld')}
          />
        </View>
      </View>
    </View>
  );
}
