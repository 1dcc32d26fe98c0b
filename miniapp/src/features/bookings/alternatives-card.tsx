import { useQuery } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { call } from '../../api/client';
import { mineKey, useSession } from '../../api/session';
import { goTo, goToTab } from '../../platform/navigate';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Icon } from '../../ui/icon';
import { Tap } from '../../ui/tap';
import { Unread } from '../../ui/unread';
import { dayWords, timeRange } from '../../ui/words/civil-words';
import { metresWords } from '../../ui/words/distance';
import { priceWithCurrency } from '../../ui/words/money';
import type { Booking } from './booking-cache';
import { quoteAddress } from './stay-wish';

/** Who else could take the child on that day for those hours: one tap to the price there. */
export function AlternativesCard({ booking }: { booking: Booking }) {
  const { familyId, status } = useSession();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: [mineKey, 'alternatives', familyId, booking.id],
    queryFn: () => call('listAlternatives', { params: { bookingId: booking.id } }),
    enabled: status === 'signedIn',
    // Places go while a parent reads.
    staleTime: 10_000,
  });
  const title = `${dayWords(booking.date)}还有谁能接`;
  if (data === undefined) {
    return (
      <Card className="bk-section" title={title}>
        <Unread label="正在找附近有位置的" read={{ error, isFetching, refetch }} />
      </Card>
    );
  }
  const { date, childId, ...wish } = data.wish;
  return (
    <Card className="bk-section" title={title}>
      <View className="nc-small nc-above-4 bk-ways-note">
        同一天、同样的时间，{booking.child.nickname}能去的。
      </View>
      {data.items.length === 0 && (
        <View className="nc-above-8">附近 10 公里内没有了。可以换一天，或看全部机构。</View>
      )}
      <View role="list">
        {data.items.map((item) => (
          <View key={item.centreId} role="listitem">
            <Tap
              className="nc-row nc-between nc-gap-8 bk-way"
              role="link"
              label={`${item.centreName}，${metresWords(item.distanceMetres)}，${timeRange(item.from, item.to)}，还有 ${item.freePlaces} 个位置，${priceWithCurrency(item.totalFen, item.currency)}`}
              onTap={() =>
                goTo(
                  '/pages/booking/quote',
                  quoteAddress({ centreId: item.centreId, childId, dates: date, wish }),
                )
              }
            >
              <View className="nc-grow">
                <View className="nc-strong">{item.centreName}</View>
                <View className="nc-small">
                  离原来那家 {metresWords(item.distanceMetres)}，余 {item.freePlaces}
                </View>
                <View className="nc-small">
                  {timeRange(item.from, item.to)}，{priceWithCurrency(item.totalFen, item.currency)}
                </View>
              </View>
              <Icon name="chevron-right" size={16} />
            </Tap>
          </View>
        ))}
      </View>
      <Button
        className="nc-above-12"
        kind="outline"
        text="看附近全部"
        onTap={() => goToTab('/pages/find/index')}
      />
    </Card>
  );
}
