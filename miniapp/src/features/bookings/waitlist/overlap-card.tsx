import { View } from '@tarojs/components';
import { goTo } from '../../../platform/navigate';
import { LinkButton } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { Notice } from '../../../ui/notice';
import { timeRange } from '../../../ui/words/civil-words';
import { priceWithCurrency } from '../../../ui/words/money';
import '../bookings.css';
import { differenceWords, replacingWords } from '../change-words';
import type { Quote } from '../use-quote';
import type { WaitlistEntry } from './waitlist-cache';

type Overlapping = WaitlistEntry['overlapping'][number];

/** The one booking that the offer may take the place of; null where there is none, or more than that stands in the way. */
export function replaceableOf({ overlapping }: WaitlistEntry): Overlapping | null {
  const [first, ...others] = overlapping;
  return first?.canReplace && others.length === 0 ? first : null;
}

/** What the child has in the hours that are offered, and what becomes of it. Nothing where it has nothing. */
export function OverlapCard({ entry, quote }: { entry: WaitlistEntry; quote: Quote | undefined }) {
  const { overlapping, child } = entry;
  if (overlapping.length === 0) return null;
  const replaced = replaceableOf(entry);
  return (
    <Card className="bk-section" title={`${child.nickname}这段时间已经约了`}>
      {overlapping.map((one) => (
        <View key={one.bookingId} className="nc-row nc-between nc-gap-8">
          <View className="nc-strong nc-grow">
            {one.centreName}，{timeRange(one.from, one.to)}
          </View>
          <LinkButton
            text="看那次"
            label={`看 ${timeRange(one.from, one.to)} ${one.centreName}的预约`}
            onTap={() => goTo('/pages/booking/card', { id: one.bookingId })}
          />
        </View>
      ))}
      {replaced === null ? (
        <View className="nc-small">要接受这个位置，先取消{overlapping.length > 1 ? '它们' : '它'}。</View>
      ) : (
        <>
          <View className="nc-small">接受，就换掉它。占到新位置以前，它一直留着。</View>
          <Terms quote={quote} />
        </>
      )}
    </Card>
  );
}

function Terms({ quote }: { quote: Quote | undefined }) {
  if (!quote?.changeOf) return null;
  const { changeOf, totalFen, currency } = quote;
  const isFree = changeOf.feeFen === 0;
  return (
    <>
      <View className="nc-row nc-between nc-gap-12 bk-term">
        <View>原来 {priceWithCurrency(changeOf.totalFen, currency)}，换了</View>
        <View className="nc-bold bk-term-cost">{differenceWords(changeOf.totalFen, totalFen, currency)}</View>
      </View>
      <Notice className="nc-above-8" icon={isFree ? 'check' : 'warning'} tone={isFree ? 'indigo' : 'apricot'}>
        {replacingWords(changeOf, currency)}
      </Notice>
    </>
  );
}
