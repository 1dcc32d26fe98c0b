import { civilParts } from '@nearcare/shared/rules/civil-date';
import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { type ClassCard, type SignUp, useClassesBetween, useMySignUps } from '../../../api/classes';
import type { Child } from '../../../api/family';
import { useRegions } from '../../../api/regions';
import { Button } from '../../../ui/button';
import { EmptyCard } from '../../../ui/empty-card';
import { Icon } from '../../../ui/icon';
import { PageShell } from '../../../ui/page-shell';
import { Segmented } from '../../../ui/segmented';
import { Tap } from '../../../ui/tap';
import { Unread } from '../../../ui/unread';
import { dayWords, nearDayWords, weekdayLetters } from '../../../ui/words/civil-words';
import { ClassRow } from '../class-row';
import '../classes.css';
import './calendar.css';
import { byDay, monthGrid, type Span, spanOf, spanWords, stepped } from './calendar-days';

/** 课表: the classes of a week as a list of days, or of a month as a grid with one day opened. */
export function ClassCalendarPage({ child, overlay }: { child: Child | null; overlay?: ReactNode }) {
  const { regions, ...read } = useRegions();
  const today = regions[0]?.today;
  return (
    <PageShell title="课表" overlay={overlay}>
      {today === undefined ? (
        <View className="nc-card">
          <Unread label="正在看今天是哪天" read={read} />
        </View>
      ) : (
        <Timetable today={today} child={child} />
      )}
    </PageShell>
  );
}

function Timetable({ today, child }: { today: string; child: Child | null }) {
  const [span, setSpan] = useState<Span>('week');
  const [day, setDay] = useState(today);
  const [fits, setFits] = useState(child !== null);
  const { from, to } = spanOf(span, day);
  const read = useClassesBetween(from < today ? today : from, to, fits ? (child?.ageMonths ?? null) : null);
  const mine = useMySignUps('coming').items ?? [];
  const step = (by: -1 | 1) => setDay(stepped(span, day, by));
  const days = byDay(
    (read.data ?? []).filter(({ session }) => session !== null && session.date >= from && session.date <= to),
  );
  const spanWord = span === 'week' ? '周' : '月';
  return (
    <>
      <Segmented<Span>
        label="看一周还是一月"
        value={span}
        options={[
          { value: 'week', text: '周' },
          { value: 'month', text: '月' },
        ]}
        onChange={setSpan}
      />
      <View className="nc-row nc-between nc-gap-8 cl-gap">
        <Tap
          className="nc-icon-button"
          label={`上一${spanWord}`}
          isDisabled={from <= today}
          onTap={() => step(-1)}
        >
          <Icon name="chevron-left" size={24} />
        </Tap>
        <View className="nc-strong" role="status">
          {spanWords(span, day)}
        </View>
        <Tap className="nc-icon-button" label={`下一${spanWord}`} onTap={() => step(1)}>
          <Icon name="chevron-right" size={24} />
        </Tap>
      </View>
      {child !== null && (
        <Button
          kind={fits ? 'soft' : 'outline'}
          isSmall
          text={fits ? `只看适合${child.nickname}的` : '看全部月龄的'}
          label={fits ? `现在只看适合${child.nickname}的，换成全部月龄` : `换成只看适合${child.nickname}的`}
          onTap={() => setFits(!fits)}
        />
      )}
      {span === 'month' && <MonthGrid day={day} today={today} days={days} onDay={setDay} />}
      {read.data === undefined ? (
        <View className="nc-card cl-gap">
          <Unread label="正在取课表" read={read} />
        </View>
      ) : days.size === 0 ? (
        <View className="cl-gap">
          <EmptyCard
            seed="timetable"
            title={span === 'week' ? '这周没有课' : '这个月没有课'}
            sentence={fits ? '也可以看看全部月龄的。' : '录播课随时能学，在“课堂”里。'}
          >
            <Button text={`看下${spanWord}`} onTap={() => step(1)} />
          </EmptyCard>
        </View>
      ) : span === 'week' ? (
        [...days]
          .sort(([a], [b]) => a.localeCompare(b))
          .map(([date, cards]) => <Day key={date} date={date} today={today} cards={cards} mine={mine} />)
      ) : (
        <Day date={day} today={today} cards={days.get(day) ?? []} mine={mine} />
      )}
    </>
  );
}

function Day(props: { date: string; today: string; cards: readonly ClassCard[]; mine: readonly SignUp[] }) {
  const { date, today, cards } = props;
  return (
    <View>
      <View className="nc-strong cl-day" role="heading" aria-level="2">
        {date >= today ? nearDayWords(date, today) : dayWords(date)}
      </View>
      {cards.length === 0 && <View className="nc-small">这天没有课，有颜色的日子有。</View>}
      {cards.map((card) => (
        <ClassRow
          key={card.id}
          card={card}
          today={today}
          mine={props.mine.find((one) => one.class.id === card.id)}
        />
      ))}
    </View>
  );
}

function MonthGrid(props: {
  day: string;
  today: string;
  days: ReadonlyMap<string, readonly ClassCard[]>;
  onDay: (day: string) => void;
}) {
  return (
    <View className="nc-card cl-gap" role="listbox" aria-label={spanWords('month', props.day)}>
      <View className="cl-month" aria-hidden="true">
        {weekdayLetters.map((letter) => (
          <View key={letter} className="cl-month-head nc-caption">
            {letter}
          </View>
        ))}
      </View>
      {monthGrid(props.day).map((row, index) => (
        <View key={row.find(Boolean) ?? index} className="cl-month">
          {row.map((date, column) => {
            // An empty cell never moves: its column is its name.
            if (date === null) return <View key={column} className="cl-month-cell" />;
            const count = props.days.get(date)?.length ?? 0;
            return (
              <Tap
                key={date}
                role="option"
                isOn={date === props.day}
                isDisabled={date < props.today}
                label={`${dayWords(date)}，${count === 0 ? '没有课' : `${count} 节课`}`}
                className={`cl-month-cell ${count > 0 ? 'cl-month-some' : ''} ${date === props.day ? 'cl-month-on' : ''}`}
                onTap={() => props.onDay(date)}
              >
                <View>{civilParts(date).day}</View>
                <View className="cl-month-count">{count === 0 ? '' : `${count} 节`}</View>
              </Tap>
            );
          })}
        </View>
      ))}
    </View>
  );
}
