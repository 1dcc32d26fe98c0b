import { View } from '@tarojs/components';
import { modesSold, type StayWish, useAvailability, useCentre } from '../../api/centre';
import { ReadFailure } from '../../ui/read-failure';
import { Segmented } from '../../ui/segmented';
import { Skeleton } from '../../ui/skeleton';
import { StayControls } from '../../ui/stay/stay-controls';
import { firstWish, hoursOf } from '../../ui/stay/stay-hours';
import { careModeWords } from '../../ui/words/care-words';
import { type AvailableDay, canWait, dayFace } from '../../ui/words/day-face';
import { DayGrid } from './day-grid';
import { useWeeks } from './use-weeks';

const daysAhead = 60;

type Mode = StayWish['mode'];

/** What this centre sells by the day; whole days as long as that is not known. */
export function useModesSold(centreId: string): readonly Mode[] {
  const { centre } = useCentre(centreId);
  return centre === null ? ['fullDay'] : modesSold(centre);
}

/** The kind of care, a day with this age's places as parents see them, and its hours. */
export function ChooseStay(props: {
  centreId: string;
  today: string;
  ageMonths: number;
  modes: readonly Mode[];
  wish: StayWish;
  chosen: string | null;
  onWish: (wish: StayWish) => void;
  /** With the hours of that day: those that were meant, or where they have gone by, what can still be had. */
  onChoose: (date: string, wish: StayWish) => void;
}) {
  const { wish, modes, chosen } = props;
  const weeks = useWeeks(props.today, daysAhead);
  const asked = [{ ageMonths: props.ageMonths }, weeks.firstMonday, weeks.weeks * 7, wish] as const;
  const places = useAvailability(props.centreId, ...asked);
  const day = places.data?.days.find(({ date }) => date === chosen);
  return (
    <>
      {modes.length > 1 && (
        <View className="nc-above-8">
          <Segmented
            label="服务形式"
            value={wish.mode}
            options={modes.map((value) => ({ value, text: careModeWords[value] }))}
            onChange={(mode) => props.onWish(firstWish(mode))}
          />
        </View>
      )}
      {places.data === undefined ? (
        <Unread places={places} />
      ) : (
        <DayGrid
          label="选日期"
          {...weeks}
          chosen={chosen === null ? [] : [chosen]}
          cellOf={(date) => {
            const one = places.data.days.find((each) => each.date === date);
            if (one === undefined || (one.state === 'past' && laterToday(one) === null)) return null;
            const { word, label, canBook } = dayFace(one);
            if (laterToday(one) !== null)
              return { word: '改约', label: `${label}，可以改约别的时间`, canChoose: true };
            // Full at these hours it may have a place at others.
            return { word, label, canChoose: canBook || (hoursOf(wish) !== null && canWait(one)) };
          }}
          onChoose={(date) => {
            const one = places.data.days.find((each) => each.date === date);
            props.onChoose(date, (one && laterToday(one)) ?? wish);
          }}
        />
      )}
      {places.data !== undefined && day?.hours && (
        <StayControls
          {...{ wish, stay: day.stay, hours: day.hours }}
          limits={places.data.limits}
          lateStayFrom={places.data.lateStayFrom}
          onChange={props.onWish}
        />
      )}
    </>
  );
}

/** Of today, when the hours that were meant have gone by: what can still be had; null where that is not so. */
const laterToday = ({ state, instead, date }: AvailableDay): StayWish | null =>
  state === 'past' && instead?.date === date ? instead.wish : null;

function Unread({ places }: { places: ReturnType<typeof useAvailability> }) {
  return places.error !== null && !places.isFetching ? (
    <ReadFailure error={places.error} steps={{ retry: () => void places.refetch() }} />
  ) : (
    <Skeleton label="正在取余位" />
  );
}
