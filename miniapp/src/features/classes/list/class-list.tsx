import { View } from '@tarojs/components';
import { Fragment, type ReactNode } from 'react';
import type { SignUp, useClasses } from '../../../api/classes';
import type { Child } from '../../../api/family';
import { keptAtText } from '../../../api/last-answers';
import { Button } from '../../../ui/button';
import { EmptyCard } from '../../../ui/empty-card';
import { MoreButton } from '../../../ui/more-button';
import { OfflineNotice } from '../../../ui/offline-notice';
import { Unread } from '../../../ui/unread';
import { topicWords } from '../../../ui/words/class-words';
import { ClassRow } from '../class-row';
import '../classes.css';
import { changeView, cleared, filterCount, useClassView } from './class-view';

/** As many classes stand before the row on home visits. */
const classesBefore = 3;

/** The classes found, page by page; in their place why there are none, and the ways on. */
export function ClassList(props: {
  read: ReturnType<typeof useClasses>;
  mine: readonly SignUp[];
  today: string | null;
  child: Child | null;
  /** A row that stands among them. */
  among: ReactNode;
}) {
  const { read, mine, today } = props;
  const { items, keptAtMs, refetch } = read;
  if (items === null) {
    return (
      <View className="nc-card cl-gap">
        <Unread label="正在找课" rows={4} read={read} />
      </View>
    );
  }
  const before = Math.min(classesBefore, items.length);
  return (
    <View>
      {keptAtMs !== null && (
        <OfflineNotice className="cl-gap" onReload={() => void refetch()}>
          下面是{keptAtText(keptAtMs)} 看到的课，名额可能变了。
        </OfflineNotice>
      )}
      <View className="nc-heard" role="status">
        {items.length === 0 ? '没有这样的课' : `${items.length} 节课${read.hasNextPage ? '，还有' : ''}`}
      </View>
      {items.length === 0 && <NoClasses child={props.child} />}
      <View role="list">
        {items.map((card, index) => (
          <Fragment key={card.id}>
            {index === before && <View role="listitem">{props.among}</View>}
            <View role="listitem">
              <ClassRow card={card} today={today} mine={mine.find((one) => one.class.id === card.id)} />
            </View>
          </Fragment>
        ))}
        {items.length === before && <View role="listitem">{props.among}</View>}
      </View>
      {read.hasNextPage && (
        <View className="cl-more">
          <MoreButton read={read} />
        </View>
      )}
    </View>
  );
}

function NoClasses({ child }: { child: Child | null }) {
  const view = useClassView();
  const isNarrowed = filterCount(view) > 0;
  const isFitting = child !== null ? view.isFitting : view.ageMonths !== null;
  const months = child?.ageMonths ?? view.ageMonths;
  const topic = view.topic === null ? null : topicWords[view.topic];
  const title =
    topic !== null && isFitting && months !== null
      ? `这个主题还没有适合 ${months} 个月的课`
      : isNarrowed
        ? '没有这样的课'
        : isFitting && child !== null
          ? `适合${child.nickname}的都学过或报过了`
          : '还没有课';
  return (
    <View className="cl-gap">
      <EmptyCard
        seed="classes"
        title={title}
        sentence={isNarrowed ? '换个条件，或看全部。' : '有新课会排在这里。'}
      >
        {isNarrowed && <Button text="去掉筛选" onTap={() => changeView(cleared)} />}
        {isFitting && (
          <Button
            kind={isNarrowed ? 'outline' : 'solid'}
            text="看全部月龄"
            onTap={() => changeView({ isFitting: false, ageMonths: null })}
          />
        )}
        {topic !== null && (
          <Button kind="outline" text="看别的主题" onTap={() => changeView({ topic: null })} />
        )}
      </EmptyCard>
    </View>
  );
}
