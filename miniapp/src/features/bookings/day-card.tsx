import { View } from '@tarojs/components';
import type { Availability, StayWish } from '../../api/centre';
import { LinkButton } from '../../ui/button';
import { useFontMode } from '../../ui/font-mode';
import { Picture } from '../../ui/picture';
import { halfHourStrip } from '../../ui/pictures/half-hour-strip';
import { fullHalfHour, StayControls } from '../../ui/stay/stay-controls';
import { dayWords, timeRange } from '../../ui/words/civil-words';
import { type AvailableDay, dayFace } from '../../ui/words/day-face';
import { answerByWords } from './booking-words';
import { noPlaceWords } from './day-words';

type DayCardProps = {
  day: AvailableDay;
  wish: StayWish;
  /** Whether its line can be joined. */
  canJoin: boolean;
  of: Pick<Availability, 'limits' | 'lateStayFrom' | 'today'>;
  onChange: (wish: StayWish) => void;
  onInstead: (instead: NonNullable<AvailableDay['instead']>) => void;
};

function captionOf({ state, freePlaces }: AvailableDay): string {
  if (state === 'past') return '已经过了';
  return freePlaces > 0 ? `最少余 ${freePlaces}` : '有时段满了';
}

/** The chosen day: its half hours with the stay among them, or why it cannot be booked. */
export function DayCard(props: DayCardProps) {
  const { day, wish, of, onChange, onInstead } = props;
  const isLargest = useFontMode((state) => state.mode === '150');
  const face = dayFace(day);
  const { hours, stay, instead } = day;
  const full = stay !== null && hours !== null ? fullHalfHour(stay, hours) : null;
  const places = `整段还有 ${day.freePlaces} 个位置`;
  return (
    <View className="nc-card bk-section">
      <View className="nc-row nc-between nc-baseline nc-wrap nc-gap-8">
        <View className="nc-strong" role="heading" aria-level="2">
          {dayWords(day.date)}
        </View>
        {hours !== null && (
          <View className="nc-caption">开园 {timeRange(hours.from, hours.to)}，一格半小时</View>
        )}
      </View>
      {!face.canBook && (
        <View className="nc-small nc-above-4" role="status">
          {noPlaceWords({ day, wish, full, canJoin: props.canJoin })}
        </View>
      )}
      {instead !== null && <LinkButton text={instead.text} onTap={() => onInstead(instead)} />}
      {day.answerBy !== null && (
        <View className="nc-small nc-above-4" role="status">
          机构要在 {answerByWords(day.answerBy, of.today)} 前答复
        </View>
      )}
      {hours !== null && stay !== null && !isLargest && (
        <View className="nc-above-4">
          <Picture
            svg={halfHourStrip({
              opensAt: hours.from,
              closesAt: hours.to,
              bars: hours.free,
              stay,
              caption: captionOf(day),
            })}
            height={88}
            label={`${timeRange(stay.from, stay.to)}，${day.state === 'past' ? '已经过了' : places}`}
          />
        </View>
      )}
      {hours !== null && (
        <StayControls
          wish={wish}
          stay={stay}
          hours={hours}
          limits={of.limits}
          lateStayFrom={of.lateStayFrom}
          onChange={onChange}
        />
      )}
      {face.canBook && isLargest && <View className="nc-small nc-above-4">{places}。</View>}
    </View>
  );
}
