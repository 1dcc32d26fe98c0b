import { addDays, daysBetween } from '@nearcare/shared/rules/civil-date';
import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import type { Desk } from '../../api/desk';
import { Button } from '../../ui/button';
import { ChoiceList } from '../../ui/choice-list';
import { Dock } from '../../ui/dock';
import { PageShell } from '../../ui/page-shell';
import { Segmented } from '../../ui/segmented';
import { Sheet } from '../../ui/sheet';
import { Unread } from '../../ui/unread';
import { nearDayWords } from '../../ui/words/civil-words';
import { type Roster, useInbox, useRoster } from './ask-desk';
import { BookTab } from './book-tab';
import { ChildSheet, EnrolledSheet } from './child-sheet';
import { type Child, ChildrenTab } from './children-tab';
import { ClassesLinks } from './classes/classes-link';
import { CloseDesk } from './close-desk';
import { ClosedDaysTab } from './closed-days-tab';
import { ComplaintsLink } from './complaints/complaints-link';
import { EnrolmentsLink } from './enrolments-link';
import { NumberSheet } from './number-sheet';
import { PlacesSheet } from './places-sheet';
import { RosterCard } from './roster-card';
import { TemporaryTab } from './temporary-tab';
import { useTellVacancy, VacancyCard } from './vacancy-card';

type Open = NonNullable<Desk['open']>;
export type StaffOpen = Open & { centre: NonNullable<Open['centre']> };
type Tab = 'children' | 'inbox' | 'book' | 'closed';

/** As far ahead as a roster is worth looking at from here. */
const daysAhead = 27;

/** 工作台 of a centre: one group at a time. */
export function StaffDesk({ open, overlay }: { open: StaffOpen; overlay?: ReactNode }) {
  const { centre, today } = open;
  const [groupId, setGroupId] = useState(centre.groups[0]?.id ?? '');
  const [date, setDate] = useState(today);
  const [isChoosing, setChoosing] = useState(false);
  const group = centre.groups.find(({ id }) => id === groupId);
  const { data: roster, error, isFetching, refetch } = useRoster(groupId, date);
  const title = `${group?.name ?? centre.name} ${nearDayWords(date, today)}`;
  const groupSheet = (
    <Sheet title="换班级" isOpen={isChoosing} onClose={() => setChoosing(false)}>
      <ChoiceList
        isInRows
        label="看哪个班"
        value={groupId}
        options={centre.groups.map(({ id, name, places }) => ({
          value: id,
          text: name,
          note: `${places} 个托位`,
        }))}
        onChange={(next) => {
          setGroupId(next);
          setDate(today);
          setChoosing(false);
        }}
      />
    </Sheet>
  );
  const dock = (
    <Dock>
      <View className="nc-small dk-promise">你看过哪个孩子、什么时候看的，家长都能看到。</View>
      {centre.groups.length > 1 && (
        <Button kind="outline" isSmall text="换班级" onTap={() => setChoosing(true)} />
      )}
    </Dock>
  );
  if (roster !== undefined) {
    return (
      <RosterDesk
        key={groupId}
        open={open}
        title={title}
        roster={roster}
        overlay={
          <>
            {groupSheet}
            {overlay}
          </>
        }
        dock={dock}
        onDay={(step) => setDate(addDays(date, step))}
      />
    );
  }
  return (
    <PageShell
      title={title}
      isDemo={centre.isDemo}
      dock={dock}
      overlay={
        <>
          {groupSheet}
          {overlay}
        </>
      }
    >
      <View className="nc-card">
        <Unread label="正在取今天的孩子" read={{ error, isFetching, refetch }} />
      </View>
    </PageShell>
  );
}

function RosterDesk(props: {
  open: StaffOpen;
  title: string;
  roster: Roster;
  dock: ReactNode;
  overlay: ReactNode;
  onDay: (step: -1 | 1) => void;
}) {
  const { open, roster } = props;
  const { today } = open;
  const [tab, setTab] = useState<Tab>('children');
  const [sheet, setSheet] = useState<'none' | 'more' | 'places'>('none');
  const [more, setMore] = useState<Child | null>(null);
  const telling = useTellVacancy(roster);
  const inbox = useInbox();
  const isToday = roster.date === today;
  const waiting = inbox.data?.items.filter(({ kind }) => kind === 'temporary').length ?? 0;
  return (
    <PageShell
      title={props.title}
      isDemo={open.centre.isDemo}
      dock={props.dock}
      overlay={
        <>
          {sheet === 'more' && (
            <NumberSheet
              title="今天有几个空位？"
              label="空位"
              from={roster.freePlaces}
              min={0}
              text={(value) => `${value} 个空位`}
              doText={(value) => `告诉家长余 ${value}`}
              busyText="正在告诉家长"
              isBusy={telling.isBusy}
              fault={null}
              onDo={(value) => {
                telling.tell(value);
                setSheet('none');
              }}
              onClose={() => setSheet('none')}
            >
              {() => '按下后家长马上看到，10 秒内能撤销。'}
            </NumberSheet>
          )}
          {more !== null && 'bookingId' in more && (
            <ChildSheet child={more} isToday={isToday} onClose={() => setMore(null)} />
          )}
          {more !== null && 'enrolmentId' in more && (
            <EnrolledSheet child={more} date={roster.date} onClose={() => setMore(null)} />
          )}
          {sheet === 'places' && (
            <PlacesSheet roster={roster} today={today} onClose={() => setSheet('none')} />
          )}
          {props.overlay}
        </>
      }
    >
      {isToday && roster.isOpen && (
        <VacancyCard roster={roster} telling={telling} onMore={() => setSheet('more')} />
      )}
      <RosterCard
        roster={roster}
        today={today}
        canGoOn={daysBetween(today, roster.date) < daysAhead}
        onDay={props.onDay}
        onPlaces={() => setSheet('places')}
      />
      <View className="dk-gap dk-tabs">
        <Segmented<Tab>
          label="工作台的部分"
          value={tab}
          options={[
            { value: 'children', text: `孩子 ${roster.children.length + roster.enrolled.length}` },
            { value: 'inbox', text: waiting === 0 ? '待回复' : `待回复 ${waiting}` },
            { value: 'book', text: '帮家长约' },
            { value: 'closed', text: '闭园' },
          ]}
          onChange={setTab}
        />
      </View>
      <View className="dk-gap">
        {tab === 'children' && (
          <ChildrenTab {...{ roster, today }} onMore={setMore} onAnswer={() => setTab('inbox')} />
        )}
        {tab === 'inbox' && <TemporaryTab today={today} />}
        {tab === 'book' && <BookTab centreId={open.centre.id} today={today} />}
        {tab === 'closed' && <ClosedDaysTab today={today} />}
      </View>
      <EnrolmentsLink />
      <ComplaintsLink role="staff" />
      <ClassesLinks role="staff" />
      <CloseDesk openUntil={open.openUntil} />
    </PageShell>
  );
}
