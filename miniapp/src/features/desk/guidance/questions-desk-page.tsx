import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { goTo } from '../../../platform/navigate';
import { PageShell } from '../../../ui/page-shell';
import { Segmented } from '../../../ui/segmented';
import { Tag } from '../../../ui/tag';
import { Tap } from '../../../ui/tap';
import { lastDayWords } from '../../../ui/words/civil-words';
import { topicWords } from '../../../ui/words/class-words';
import { OpenDeskGate } from '../desk-gate';
import { PagedList } from '../paged-list';
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
  return (
    <PagedList
      read={useDeskQuestions(group)}
      loading="正在取问题"
      empty={{ seed: 'questions', title: '这里没有问题', sentence: '有新的会按期限排在这里。' }}
      row={(item) => <Row item={item} />}
    />
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
