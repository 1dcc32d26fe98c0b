import { View } from '@tarojs/components';
import { Card } from '../../ui/card';
import { careModeWords } from '../../ui/words/care-words';
import { priceWithCurrency } from '../../ui/words/money';
import type { Booking } from './booking-cache';
import './bookings.css';
import { stayWords } from './change-words';

/** What a booking is now and what it was before each change, the last first. Nothing where it was never changed. */
export function ChangesCard({ booking: { versions, quote } }: { booking: Booking }) {
  const [now, ...before] = [...versions].reverse();
  if (now === undefined || before.length === 0) return null;
  const feeFen = versions.reduce((sum, version) => sum + version.feeFen, 0);
  return (
    <Card className="bk-section" title="改过时间">
      <View className="nc-strong nc-above-4">已改到 {stayWords(now)}</View>
      <View role="list">
        {before.map((version) => (
          <View
            key={version.acceptedAt}
            role="listitem"
            className="nc-row nc-between nc-gap-12 bk-term nc-above-4"
          >
            <View className="nc-small nc-grow">
              原来 {version.centreName !== now.centreName && `${version.centreName} `}
              {stayWords(version)}，{careModeWords[version.mode]}
            </View>
            <View className="nc-small nc-nowrap">{priceWithCurrency(version.totalFen, quote.currency)}</View>
          </View>
        ))}
      </View>
      {feeFen > 0 && (
        <View className="nc-small nc-above-4">
          改的时候过了免费的时间，机构可能收 {priceWithCurrency(feeFen, quote.currency)}。
        </View>
      )}
    </Card>
  );
}
