import { View } from '@tarojs/components';
import type { Availability } from '../../api/centre';
import { useFontMode } from '../../ui/font-mode';
import { Picture } from '../../ui/picture';
import { halfHourStrip } from '../../ui/pictures/half-hour-strip';
import { clockWords, dayWords, timeRange } from '../../ui/words/civil-words';
import { type AvailableDay, dayFace } from '../../ui/words/day-face';

type DayCardProps = {
  day: AvailableDay;
  stay: Availability['stay'];
  /** Opening hours of that weekday; null when not known. */
  hours: { from: string; to: string } | null;
};

/** The chosen day: the stay within the opening hours, or why it cannot be booked. */
export function DayCard({ day, stay, hours }: DayCardProps) {
  const isLargest = useFontMode((state) => state.mode === '150');
  const face = dayFace(day);
  const places = `整段还有 ${day.freePlaces} 个位置`;
  return (
    <View className="nc-card bk-section">
      <View className="nc-row nc-between nc-baseline nc-wrap nc-gap-8">
        <View className="nc-strong" role="heading" aria-level="2">
          {dayWords(day.date)}
        </View>
        {hours !== null && face.canBook && (
          <View className="nc-caption">开园 {timeRange(hours.from, hours.to)}</View>
        )}
      </View>
      {!face.canBook && (
        <View className="nc-small nc-above-4" role="status">
          {face.label.slice(face.label.indexOf('，') + 1)}。换一天，或看看附近的。
        </View>
      )}
      {face.canBook && stay !== null && !isLargest && hours !== null && (
        <View className="nc-above-4">
          <Picture
            svg={halfHourStrip({
              opensAt: hours.from,
              closesAt: hours.to,
              bars: [],
              stay,
              caption: places,
            })}
            height={88}
            label={`${timeRange(stay.from, stay.to)}，${places}`}
          />
        </View>
      )}
      {face.canBook && stay !== null && (
        <View className="bk-stay">
          <View className="bk-stay-part">
            <View className="nc-caption">送到</View>
            <View className="bk-stay-time">{clockWords(stay.from)}</View>
          </View>
          <View className="bk-stay-part">
            <View className="nc-caption">接走</View>
            <View className="bk-stay-time">{clockWords(stay.to)}</View>
          </View>
        </View>
      )}
      {face.canBook && isLargest && <View className="nc-small nc-above-4">{places}。</View>}
    </View>
  );
}
