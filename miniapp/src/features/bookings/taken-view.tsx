import { daysBetween } from '@nearcare/shared/rules/civil-date';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { type StayWish, useAvailability } from '../../api/centre';
import { errorLine } from '../../api/error-messages';
import type { ApiError } from '../../api/problem';
import { Button } from '../../ui/button';
import { DayPatch } from '../../ui/day-patch';
import { Notice } from '../../ui/notice';
import { takenPatch } from '../../ui/pictures/state-pictures';
import { StateView } from '../../ui/state-view';
import { dayWords } from '../../ui/words/civil-words';
import { type AvailableDay, canWait, dayFace, mondayOf } from '../../ui/words/day-face';
import { useJoinWaitlist } from './waitlist/use-waitlist-write';
import { joinWords, waitedWish } from './waitlist/waitlist-words';

const offered = 2;

/** The days with a place nearest to the one that was lost, soonest first where two are as near. */
export function nearestFreeDays(days: readonly AvailableDay[], date: string): AvailableDay[] {
  return days
    .filter((day) => day.state === 'free' && day.date !== date)
    .sort((a, b) => Math.abs(daysBetween(date, a.date)) - Math.abs(daysBetween(date, b.date)))
    .slice(0, offered)
    .sort((a, b) => a.date.localeCompare(b.date));
}

/**
 * Somebody else got the last place. Ways on that are true now: the nearest days here that still have one, other days,
 * other centres.
 */
export function TakenView(props: {
  title: string;
  sentence: string;
  centre: { id: string; name: string };
  childId: string;
  date: string;
  wish: StayWish;
  onChooseDate: (date: string) => void;
  onOtherDays: () => void;
  onSeeNearby: () => void;
}) {
  const places = useAvailability(
    props.centre.id,
    { childId: props.childId },
    mondayOf(props.date),
    28,
    props.wish,
  );
  const [error, setError] = useState<ApiError | null>(null);
  const waiting = useJoinWaitlist(setError);
  const lineFor = waitedWish(props.wish);
  const lost = places.isFetching ? undefined : places.data?.days.find(({ date }) => date === props.date);
  const days = places.isFetching ? [] : nearestFreeDays(places.data?.days ?? [], props.date);
  return (
    <View className="nc-card">
      <StateView picture={takenPatch()} title={props.title} sentence={props.sentence} role="alert" />
      {days.map((day, index) => (
        <View key={day.date} className="nc-row nc-gap-12 bk-way">
          <View className="bk-way-patch">
            <DayPatch look={dayFace(day).look} word={dayFace(day).word} />
          </View>
          <View className="nc-grow">
            <View className="nc-strong">{dayWords(day.date)}</View>
            <View className="nc-caption">{props.centre.name}</View>
          </View>
          <Button
            kind={index === 0 ? 'solid' : 'soft'}
            isSmall
            text="改约"
            label={`改约 ${dayFace(day).label}`}
            onTap={() => props.onChooseDate(day.date)}
          />
        </View>
      ))}
      {error !== null && (
        <Notice icon="warning" role="alert">
          {errorLine(error)}
        </Notice>
      )}
      {lost !== undefined && canWait(lost) && lineFor !== null && (
        <Button
          className="bk-way"
          kind="soft"
          text={joinWords(lost.waiting)}
          isBusy={waiting.isBusy}
          onTap={() =>
            waiting.join({
              centreId: props.centre.id,
              childId: props.childId,
              date: props.date,
              ...lineFor,
            })
          }
        />
      )}
      <View className="nc-row nc-gap-8 bk-way">
        <Button className="nc-grow" kind="outline" text="换一天" onTap={props.onOtherDays} />
        <Button
          className="nc-grow"
          kind={days.length === 0 && !places.isFetching ? 'solid' : 'outline'}
          text="看附近"
          onTap={props.onSeeNearby}
        />
      </View>
    </View>
  );
}
