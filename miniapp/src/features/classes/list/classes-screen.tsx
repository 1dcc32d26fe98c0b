import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { useClasses, useMySignUps } from '../../../api/classes';
import type { Child } from '../../../api/family';
import { useRegions } from '../../../api/regions';
import { requireSession, useSession } from '../../../api/session';
import { goTo } from '../../../platform/navigate';
import { usePageShown } from '../../../platform/page';
import { Chip, ChipRow } from '../../../ui/chip';
import { Icon, type IconName } from '../../../ui/icon';
import { PageShell } from '../../../ui/page-shell';
import { Segmented } from '../../../ui/segmented';
import { Tap } from '../../../ui/tap';
import { topics, topicWords, wayWords } from '../../../ui/words/class-words';
import '../classes.css';
import { ClassList } from './class-list';
import { changeView, filterCount, filtersOf, useClassView, type Way } from './class-view';
import { FilterSheet } from './filter-sheet';
import { NextSignUp } from './next-sign-up';

type ClassesScreenProps = {
  child: Child | null;
  /** The quilt of this year's guidance. */
  guidance: ReactNode;
  /** Home visits: a row among the classes, and all of them where only they are asked for. */
  homeVisitRow: ReactNode;
  overlay?: ReactNode;
};

const ways: readonly { value: Way; text: string }[] = [
  { value: 'all', text: '全部' },
  ...(['onSite', 'live', 'recorded', 'homeVisit'] as const).map((value) => ({
    value,
    text: wayWords[value],
  })),
];

/** 课堂: what fits this child next. */
export function ClassesScreen({ child, guidance, homeVisitRow, overlay }: ClassesScreenProps) {
  const view = useClassView();
  const [isFiltering, setFiltering] = useState(false);
  const isSignedIn = useSession((session) => session.status === 'signedIn');
  const { regions } = useRegions();
  const today = regions[0]?.today ?? null;
  const fits = isSignedIn && child !== null && view.isFitting;
  const read = useClasses(
    fits ? { childId: child.id } : { ageMonths: child === null ? view.ageMonths : null },
    filtersOf(view, today),
  );
  const signUps = useMySignUps('coming');
  usePageShown(() => {
    if (isSignedIn) void signUps.refetch();
  });
  const mine = signUps.items ?? [];
  return (
    <PageShell
      title="课堂"
      tab="classes"
      isDemo={read.items?.some(({ isDemo }) => isDemo) ?? false}
      onReachEnd={() => {
        if (read.hasNextPage && !read.isFetchingNextPage) void read.fetchNextPage();
      }}
      overlay={
        <>
          {isFiltering && <FilterSheet hasChild={child !== null} onClose={() => setFiltering(false)} />}
          {overlay}
        </>
      }
    >
      {guidance}
      <Shortcuts />
      <NextSignUp signUps={mine} today={today} />
      <View className="cl-gap">
        <ChipRow label="主题" role="group">
          <Chip onTap={() => setFiltering(true)} label={`筛选，${filterCount(view)} 项`}>
            <Icon name="filter" />
            <View>筛选</View>
            {filterCount(view) > 0 && <View className="nc-bold">{filterCount(view)}</View>}
          </Chip>
          {child === null ? (
            <Chip isOn={view.ageMonths !== null} onTap={() => setFiltering(true)}>
              <View>{view.ageMonths === null ? '选个月龄' : `${view.ageMonths} 个月`}</View>
            </Chip>
          ) : (
            <Chip isOn={view.isFitting} onTap={() => changeView({ isFitting: !view.isFitting })}>
              <View>适合{child.nickname}</View>
            </Chip>
          )}
          {topics.map((topic) => (
            <Chip
              key={topic}
              isOn={view.topic === topic}
              onTap={() => changeView({ topic: view.topic === topic ? null : topic })}
            >
              <View>{topicWords[topic]}</View>
            </Chip>
          ))}
        </ChipRow>
      </View>
      <View className="cl-gap cl-ways">
        <Segmented<Way>
          label="怎么上"
          value={view.way}
          options={ways}
          onChange={(way) => changeView({ way })}
        />
      </View>
      {view.way === 'homeVisit' ? (
        <View className="cl-gap">{homeVisitRow}</View>
      ) : (
        <ClassList read={read} mine={mine} today={today} child={child} among={homeVisitRow} />
      )}
    </PageShell>
  );
}

function Shortcuts() {
  const mine = () => requireSession(() => goTo('/pages/class/mine', {}));
  return (
    <View className="cl-shortcuts">
      <Shortcut icon="list" text="我的课" onTap={mine} />
      <Shortcut icon="calendar" text="课表" onTap={() => goTo('/pages/class/calendar', {})} />
      <Shortcut icon="person" text="问专家" onTap={() => goTo('/pages/guidance/experts', {})} />
    </View>
  );
}

function Shortcut({ icon, text, onTap }: { icon: IconName; text: string; onTap: () => void }) {
  return (
    <Tap role="link" className="cl-shortcut" onTap={onTap}>
      <Icon name={icon} />
      <View>{text}</View>
    </Tap>
  );
}
