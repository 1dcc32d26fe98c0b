import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { goTo } from '../../../platform/navigate';
import { Button } from '../../../ui/button';
import { Dock } from '../../../ui/dock';
import { PageShell } from '../../../ui/page-shell';
import { Segmented } from '../../../ui/segmented';
import { Tag } from '../../../ui/tag';
import { Tap } from '../../../ui/tap';
import { lengthWords, startWords, wayLooks, wayWords } from '../../../ui/words/class-words';
import { OpenDeskGate } from '../desk-gate';
import { PagedList } from '../paged-list';
import { type ClassGroup, type DeskClassItem, useDeskClasses } from './ask-classes-desk';
import { HeldComments } from './held-comments';

const title = '课堂';

/** The classes of this desk: what comes, what was, and what can be learned at any time. */
export function ClassesDeskPage({ overlay }: { overlay?: ReactNode }) {
  const [group, setGroup] = useState<ClassGroup>('coming');
  return (
    <OpenDeskGate title={title} overlay={overlay}>
      {(open) => (
        <PageShell
          title={title}
          overlay={overlay}
          dock={
            <Dock>
              <Button
                className="nc-grow"
                icon="plus"
                text="发布一节课"
                onTap={() => goTo('/pages/desk-classes/edit', {})}
              />
            </Dock>
          }
        >
          <Segmented<ClassGroup>
            label="哪些课"
            value={group}
            options={[
              { value: 'coming', text: '要上的' },
              { value: 'recorded', text: '录播' },
              { value: 'past', text: '上完的' },
            ]}
            onChange={setGroup}
          />
          <Items group={group} today={open.today} />
          {open.role === 'officer' && <HeldComments />}
        </PageShell>
      )}
    </OpenDeskGate>
  );
}

function Items({ group, today }: { group: ClassGroup; today: string }) {
  return (
    <PagedList
      read={useDeskClasses(group)}
      loading="正在取课"
      empty={{ seed: 'desk-classes', title: '这里还没有课', sentence: '发布了，家长马上看得到。' }}
      row={(item) => <Row item={item} today={today} />}
    />
  );
}

function Row({ item, today }: { item: DeskClassItem; today: string }) {
  const { session, seats, confirmed, waiting } = item;
  const when =
    session === null
      ? item.recordedSeconds === null
        ? '还没有录像'
        : lengthWords(item.recordedSeconds)
      : startWords(session, today);
  const people =
    item.way === 'recorded'
      ? `${confirmed} 家在学`
      : `${confirmed}${seats === null ? '' : `/${seats.places}`} 人报名${waiting === 0 ? '' : `，${waiting} 家候补`}`;
  const state =
    item.status === 'cancelled'
      ? ({ text: '取消了', tone: 'plain' } as const)
      : item.time === 'running'
        ? ({ text: item.way === 'live' ? '正在播' : '正在上', tone: 'red' } as const)
        : ({ text: wayWords[item.way], tone: wayLooks[item.way].tone } as const);
  return (
    <Tap
      role="link"
      className="dk-row"
      label={[item.title, when, people, state.text].join('，')}
      onTap={() => goTo('/pages/desk-classes/class', { id: item.id })}
    >
      <View className="nc-grow">
        <View className="nc-strong">{item.title}</View>
        <View className="nc-small">
          {when}·{people}
        </View>
      </View>
      <Tag text={state.text} tone={state.tone} />
    </Tap>
  );
}
