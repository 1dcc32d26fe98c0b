import type { Reply } from '@nearcare/shared/contract/types';
import { View } from '@tarojs/components';
import './quote-lines.css';
import { currencyWord, exactPrice, type MoneyCurrency, price } from './words/money';

type Lines = Reply<'getBooking'>['quote']['lines'];

/** What it costs and why, line by line, and what is paid at the centre. */
export function QuoteLines(props: { lines: Lines; totalFen: number; currency: MoneyCurrency }) {
  return (
    <View>
      {props.lines.map((line) => (
        <View key={`${line.kind} ${line.label}`} className="nc-row nc-between nc-top nc-gap-12 ql-line">
          <View className="nc-grow">
            <View className="ql-name">{line.label}</View>
            <View className="nc-caption">{line.reason}</View>
          </View>
          <View className={`nc-strong nc-nowrap ${line.amountFen < 0 ? 'ql-less' : ''}`}>
            {exactPrice(line.amountFen)}
          </View>
        </View>
      ))}
      <View className="nc-row nc-between nc-baseline ql-total">
        <View className="nc-strong">到园付</View>
        <View className="nc-nowrap">
          <View className="ql-sum">{price(props.totalFen)}</View>
          <View className="nc-small nc-inline"> {currencyWord(props.currency)}</View>
        </View>
      </View>
    </View>
  );
}
