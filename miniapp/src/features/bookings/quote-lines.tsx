import { View } from '@tarojs/components';
import { currencyWord, exactPrice, type MoneyCurrency, price } from '../../ui/words/money';
import type { Quote } from './use-quote';

/** What it costs and why, line by line, and what is paid at the centre. */
export function QuoteLines(props: { lines: Quote['lines']; totalFen: number; currency: MoneyCurrency }) {
  return (
    <View>
      {props.lines.map((line) => (
        <View key={`${line.kind} ${line.label}`} className="nc-row nc-between nc-top nc-gap-12 bk-line">
          <View className="nc-grow">
            <View className="bk-line-name">{line.label}</View>
            <View className="nc-caption">{line.reason}</View>
          </View>
          <View className={`nc-strong nc-nowrap ${line.amountFen < 0 ? 'bk-less' : ''}`}>
            {exactPrice(line.amountFen)}
          </View>
        </View>
      ))}
      <View className="nc-row nc-between nc-baseline bk-total">
        <View className="nc-strong">到园付</View>
        <View className="nc-nowrap">
          <View className="bk-total-number">{price(props.totalFen)}</View>
          <View className="nc-small bk-inline"> {currencyWord(props.currency)}</View>
        </View>
      </View>
    </View>
  );
}
