import type { Reply } from '@nearcare/shared/contract/types';
import { View } from '@tarojs/components';
import { Card } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { careModeWords } from '../../ui/words/care-words';
import { type MoneyCurrency, priceWithCurrency } from '../../ui/words/money';
import './bookings.css';
import { differenceWords, leavingWords, stayWords } from './change-words';

type ChangeCardProps = {
  changeOf: NonNullable<Reply<'quoteBooking'>['changeOf']>;
  totalFen: number;
  currency: MoneyCurrency;
};

/** What the booking is now, what the change makes of its price, and what leaving the old day may cost. */
export function ChangeCard({ changeOf, totalFen, currency }: ChangeCardProps) {
  const rows = [
    ['原来的价格', priceWithCurrency(changeOf.totalFen, currency)],
    ['新的价格', priceWithCurrency(totalFen, currency)],
    ['差价', differenceWords(changeOf.totalFen, totalFen, currency)],
  ] as const;
  return (
    <Card className="bk-section" title="原来约的">
      <View className="nc-strong nc-above-4">{stayWords(changeOf)}</View>
      <View className="nc-small">
        {careModeWords[changeOf.mode]}，{changeOf.groupName}
      </View>
      <View className="nc-above-8" role="list">
        {rows.map(([what, amount]) => (
          <View key={what} className="nc-row nc-between nc-gap-12 bk-term" role="listitem">
            <View>{what}</View>
            <View className="nc-bold bk-term-cost">{amount}</View>
          </View>
        ))}
      </View>
      <Notice
        className="nc-above-8"
        icon={changeOf.feeFen === 0 ? 'check' : 'warning'}
        tone={changeOf.feeFen === 0 ? 'indigo' : 'apricot'}
      >
        {leavingWords(changeOf, currency)}
      </Notice>
    </Card>
  );
}
