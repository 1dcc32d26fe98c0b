import { View } from '@tarojs/components';
import { QuoteLines } from '../../ui/quote-lines';
import { dayWords, timeRange } from '../../ui/words/civil-words';
import './several-days.css';
import type { Quote } from './use-quote';

type Line = Quote['days'][number]['lines'][number];

/** Several days: which they are, then the price with each line taken so many times. */
export function QuotedDays({ quote }: { quote: Quote }) {
  return (
    <View>
      <View role="list" className="bk-days">
        {quote.days.map((day) => (
          <View key={day.date} role="listitem" className="nc-row nc-between nc-gap-8 bk-days-row">
            <View className="nc-bold">{dayWords(day.date)}</View>
            <View className="nc-small nc-nowrap">{timeRange(day.from, day.to)}</View>
          </View>
        ))}
      </View>
      <QuoteLines
        lines={summed(quote.days.map(({ lines }) => lines))}
        totalFen={quote.totalFen}
        currency={quote.currency}
      />
    </View>
  );
}

/** One line for what is the same on several days, with how many: `全日托 × 6`. */
export function summed(days: readonly (readonly Line[])[]): Line[] {
  const byKind = new Map<string, { line: Line; times: number }>();
  for (const line of days.flat()) {
    const key = JSON.stringify([line.kind, line.label, line.amountFen]);
    byKind.set(key, { line, times: (byKind.get(key)?.times ?? 0) + 1 });
  }
  return [...byKind.values()].map(({ line, times }) => ({
    ...line,
    label: `${line.label} × ${times}`,
    reason: line.reason,
    amountFen: line.amountFen * times,
  }));
}
