import { View } from '@tarojs/components';
import { regionAt, useRegions } from '../../api/regions';
import { goTo, goToTab } from '../../platform/navigate';
import { usePageShown } from '../../platform/page';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { clockWords, dayWords } from '../../ui/words/civil-words';
import { useMyBookings } from './booking-cache';
import { opensGate, splitBookings } from './booking-words';
import './bookings.css';
import './booking-docks.css';
import './entry-card.css';

/** 接下来: the next booking, its card one tap away. */
export function NextBooking() {
  const { bookings, refetch } = useMyBookings();
  const { regions } = useRegions();
  usePageShown(() => void refetch());
  const today = (booking: { centre: { point: { lat: number; lng: number } } }) =>
    regionAt(regions, booking.centre.point)?.today ?? null;
  const next = bookings === null ? undefined : splitBookings(bookings, today).next[0];
  return (
    <View className="bk-next">
      <View className="nc-strong" role="heading" aria-level="2">
        接下来
      </View>
      {next === undefined ? (
        <View className="nc-row nc-between nc-wrap nc-gap-8">
          <View className="nc-small">{bookings === null ? '预约在“预约”里看。' : '还没有预约。'}</View>
          <Button isSmall text="找附近的" onTap={() => goToTab('/pages/find/index')} />
        </View>
      ) : (
        <View className="nc-row nc-gap-12">
          <View className="bk-next-patch">
            <Icon name="calendar" />
          </View>
          <View className="nc-grow">
            <View className="bk-line-name nc-bold">
              {dayWords(next.date)} {clockWords(next.from)} 去{next.centre.name}
            </View>
            <View className="nc-caption">
              {opensGate(next) ? `入园码 ${next.entryCode}，离线也能看` : '等机构答复，同意了才能来'}
            </View>
          </View>
          <Button
            isSmall
            text="看卡"
            label={`看${dayWords(next.date)}的入园卡`}
            onTap={() => goTo('/pages/booking/card', { id: next.id })}
          />
        </View>
      )}
    </View>
  );
}
