import { civilParts } from '@nearcare/shared/rules/civil-date';
import { View } from '@tarojs/components';
import type { Availability, CentreDetail } from '../../../api/centre';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { DayPatch } from '../../../ui/day-patch';
import { Icon } from '../../../ui/icon';
import { Tap } from '../../../ui/tap';
import { weekdayWord } from '../../../ui/words/civil-words';
import { dayFace } from '../../../ui/words/day-face';
import './places-prices.css';
import { toldWords, vacancyAgeWords } from './centre-facts';

type Day = Availability['days'][number];

function DayColumn({ day, onPick }: { day: Day; onPick: (date: string) => void }) {
  const face = dayFace(day);
  return (
    <Tap
      className="cp-day"
      label={face.canBook ? `${face.label}，去约` : face.label}
      isDisabled={!face.canBook}
      onTap={() => onPick(day.date)}
    >
      <View className="nc-caption">{weekdayWord(day.weekday)}</View>
      <View className="cp-day-number">{civilParts(day.date).day}</View>
      <DayPatch look={face.look} word={face.word} />
    </Tap>
  );
}

function VacancyAge({ vacancy }: { vacancy: CentreDetail['card']['vacancy'] }) {
  const words = vacancyAgeWords(vacancy);
  if (words === null) return null;
  return (
    <View className="nc-caption nc-row nc-gap-4">
      <Icon name="clock" size={16} />
      <View>{words}</View>
    </View>
  );
}

/** Is there room for this child: a patch for each of the next seven days. */
export function PlacesCard(props: {
  title: string;
  vacancy: CentreDetail['card']['vacancy'];
  groupWords: string | null;
  days: readonly Day[] | null;
  /** `ask`: nobody’s age is known yet. `told`: no day can be booked here, only the staff’s number counts. */
  status: 'ask' | 'told' | 'loading' | 'failed' | 'ready';
  onAskAge: () => void;
  onRetry: () => void;
  onPick: (date: string) => void;
}) {
  const { days } = props;
  return (
    <Card
      className="cp-section"
      title={props.title}
      aside={
        <>
          {props.groupWords !== null && <View className="nc-caption nc-nowrap">{props.groupWords}</View>}
          <VacancyAge vacancy={props.vacancy} />
        </>
      }
    >
      {props.status === 'told' && <View className="nc-small nc-above-4">{toldWords(props.vacancy)}</View>}
      {props.status === 'ask' && (
        <View className="nc-above-8">
          <View className="nc-small">各班收的月龄不一样，余位也不一样。</View>
          <Button className="nc-above-8" kind="soft" isSmall text="选个月龄" onTap={props.onAskAge} />
        </View>
      )}
      {props.status === 'loading' && (
        <View className="cp-days cp-days-wait nc-skeleton" role="status" aria-label="正在取余位" />
      )}
      {props.status === 'failed' && (
        <View className="nc-row nc-between nc-gap-8">
          <View className="nc-small">余位没取到。</View>
          <Button kind="soft" isSmall icon="refresh" text="再取一次" onTap={props.onRetry} />
        </View>
      )}
      {props.status === 'ready' && days !== null && days.length > 0 && (
        <View className="cp-days">
          {days.slice(0, 7).map((day) => (
            <DayColumn key={day.date} day={day} onPick={props.onPick} />
          ))}
        </View>
      )}
    </Card>
  );
}
