import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { goTo } from '../../../platform/navigate';
import { PageShell } from '../../../ui/page-shell';
import { Segmented } from '../../../ui/segmented';
import { Tag } from '../../../ui/tag';
import { Tap } from '../../../ui/tap';
import { dayWords, lastDayWords, timeRange } from '../../../ui/words/civil-words';
import { topicWords } from '../../../ui/words/class-words';
import { OpenDeskGate } from '../desk-gate';
import { atWords } from '../desk-words';
import { PagedList } from '../paged-list';
import { type DeskVisitItem, useDeskVisits, type VisitGroup } from './ask-guidance-desk';
import { deskVisitStatus } from './desk-visit-words';
import { GuidanceCentresCard } from './guidance-centres-card';

const title = '入户指导';

/** Home visits asked of this district or centre, by what has to be done. */
export function VisitsDeskPage({ overlay }: { overlay?: ReactNode }) {
  const [group, setGroup] = useState<VisitGroup>('open');
  return (
    <OpenDeskGate title={title} overlay={overlay}>
      {(open) => (
        <PageShell title={title} overlay={overlay}>
          <Segmented<VisitGroup>
            label="哪些"
            value={group}
            options={[
              { value: 'open', text: '要安排' },
              { value: 'agreed', text: '约好的' },
              { value: 'ended', text: '结束了' },
            ]}
            onChange={setGroup}
          />
          <Visits group={group} />
          {open.role === 'officer' && <GuidanceCentresCard />}
        </PageShell>
      )}
    </OpenDeskGate>
  );
}

function Visits({ group }: { group: VisitGroup }) {
  return (
    <PagedList
      read={useDeskVisits(group)}
      loading="正在取入户指导"
      empty={{ seed: 'visits', title: '这里没有入户指导', sentence: '有新的会按期限排在这里。' }}
      row={(item) => <Row item={item} />}
    />
  );
}

function Row({ item }: { item: DeskVisitItem }) {
  const { status, slot, answerBy, requestedAt, isOverdue, isReportDue } = item;
  const about = item.topics.map((topic) => topicWords[topic]).join('、');
  const when =
    slot !== null
      ? `${dayWords(slot.date)} ${timeRange(slot.from, slot.to)}`
      : answerBy !== null
        ? `最迟 ${lastDayWords(answerBy)} 给时间`
        : `${atWords(requestedAt)} 提的`;
  const mark = isReportDue ? '要写记录' : isOverdue ? '超期' : null;
  return (
    <Tap
      role="link"
      className="dk-row"
      label={[mark, about, when, deskVisitStatus[status].word].filter(Boolean).join('，')}
      onTap={() => goTo('/pages/desk-classes/visit', { id: item.id })}
    >
      <View className="nc-grow">
        <View className="nc-strong">{about}</View>
        <View className="nc-small">{when}</View>
      </View>
      {mark === null ? (
        <Tag text={deskVisitStatus[status].word} tone={deskVisitStatus[status].tint} />
      ) : (
        <Tag text={mark} tone="red" icon="clock" />
      )}
    </Tap>
  );
}
