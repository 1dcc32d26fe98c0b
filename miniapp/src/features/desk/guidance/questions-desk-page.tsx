import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { goTo } from '../../../platform/navigate';
import { LinkButton } from '../../../ui/button';
import { PageShell } from '../../../ui/page-shell';
import { missingPatch } from '../../../ui/pictures/state-pictures';
import { Segmented } from '../../../ui/segmented';
import { StateView } from '../../../ui/state-view';
import { Tag } from '../../../ui/tag';
import { Tap } from '../../../ui/tap';
import { Unread } from '../../../ui/unread';
import { lastDayWords } from '../../../ui/words/civil-words';
import { topicWords } from '../../../ui/words/class-words';
import { OpenDeskGate } from '../desk-gate';
import { type DeskQuestionItem, type QuestionGroup, useDeskQuestions } from './ask-guidance-desk';

const title = '家长问专家';

/** What parents ask the experts of a district; somebody passes it on and writes down the answer. */
export function QuestionsDeskPage({ overlay }: { overlay?: ReactNode }) {
  const [group, setGroup] = useState<QuestionGroup>('open');
  return (
    <OpenDeskGate title={title} role="officer" overlay={overlay}>
      {() => (
        <PageShell title={title} overlay={overlay}>
          <Segmented<QuestionGroup>
            label="哪些"
            value={group}
            options={[
              { value: 'open', text: '等答复' },
              { value: 'ended', text: '答复了' },
            ]}
            onChange={setGroup}
          />
          <Questions group={group} />
        </PageShell>
      )}
    </OpenDeskGate>
  );
}

function Questions({ group }: { group: QuestionGroup }) {
  const read = useDeskQuestions(group);
  const { items } = read;
  if (items === null)
    return (
      <View className="nc-card dk-gap">
        <Unread label="正在取问题" read={read} />
      </View>
    );
  if (items.length === 0)
    return (
      <View className="nc-card dk-gap">
        <StateView
          picture={missingPatch('questions')}
          title="这里没有问题"
          sentence="有新的会按期限排在这里。"
        />
      </View>
    );
  return (
    <View className="nc-card dk-list dk-gap">
      <View role="list">
        {items.map((item) => (
          <View key={item.id} className="dk-item" role="listitem">
            <Row item={item} />
          </View>
        ))}
      </View>
      {read.hasNextPage && (
        <LinkButton
          text={read.isFetchingNextPage ? '还在取' : '再看一些'}
          isBusy={read.isFetchingNextPage}
          onTap={() => void read.fetchNextPage()}
        />
      )}
    </View>
  );
}

function Row({ item }: { item: DeskQuestionItem }) {
  const { expert, topic, answerBy, isOverdue, isUrgent, isFlagged, isAnswered } = item;
  const marks = [
    ...(isUrgent ? ['像是急事'] : []),
    ...(isOverdue && !isAnswered ? ['超期'] : []),
    ...(isFlagged ? ['内容待核'] : []),
  ];
  const when = isAnswered ? '答复了' : `最迟 ${lastDayWords(answerBy)}`;
  return (
    <Tap
      role="link"
      className="dk-row"
      label={[...marks, `问${expert.name}`, topicWords[topic], when].join('，')}
      onTap={() => goTo('/pages/desk-classes/question', { id: item.id })}
    >
      <View className="nc-grow">
        <View className="nc-row nc-wrap nc-gap-4">
          {marks.map((mark) => (
            <Tag key={mark} text={mark} tone={mark === '内容待核' ? 'plum' : 'red'} icon="warning" />
          ))}
          <View className="nc-strong">
            问{expert.name} {expert.title}
          </View>
        </View>
        <View className="nc-small">
          {topicWords[topic]}·{when}
        </View>
      </View>
    </Tap>
  );
}
