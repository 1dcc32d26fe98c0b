import { View } from '@tarojs/components';
import { Card, Seam } from '../../ui/card';
import { Icon } from '../../ui/icon';
import { Notice } from '../../ui/notice';
import { QuoteLines } from '../../ui/quote-lines';
import { careModeWords } from '../../ui/words/care-words';
import { clockWords, timeRange, weekdayWord } from '../../ui/words/civil-words';
import { answerByWords } from './booking-words';
import { CancellationCard, CancellationLines } from './cancellation-card';
import { wasFreeOver } from './cancellation-words';
import { ChangeCard } from './change-card';
import { DateCloth } from './date-cloth';
import './bookings.css';
import './entry-card.css';
import { QuotedDays } from './quoted-days';
import type { Quote } from './use-quote';

type QuoteContentProps = { quote: Quote; day: Quote['days'][number]; needsNewPrice: boolean };

/** What is asked for, what it costs and why, and what if the child cannot come. `day`: the first, or the only one. */
export function QuoteContent({ quote, day, needsNewPrice }: QuoteContentProps) {
  const isOneDay = quote.days.length === 1;
  const terms = { ...day, currency: quote.currency };
  return (
    <View>
      <View className="nc-card bk-hero-card">
        <View className="nc-row nc-gap-12">
          <DateCloth date={day.date} />
          <View className="nc-grow">
            <View className="nc-heading" role="heading" aria-level="2">
              {isOneDay
                ? `${weekdayWord(day.weekday)} ${timeRange(day.from, day.to)}`
                : `一共 ${quote.days.length} 天`}
            </View>
            <View className="nc-small">
              {quote.childNickname}，{careModeWords[quote.mode]}，{quote.centreName}
              {isOneDay && day.groupName}
            </View>
          </View>
        </View>
        <Seam />
        {isOneDay ? (
          <QuoteLines lines={day.lines} totalFen={day.totalFen} currency={quote.currency} />
        ) : (
          <QuotedDays quote={quote} />
        )}
        {day.answerBy !== null && (
          <Notice className="nc-above-8" icon="clock" tone="apricot">
            机构要在 {answerByWords(day.answerBy, null)} 前答复，没同意就不用付
          </Notice>
        )}
        <Notice className="nc-above-8 bk-hold" icon="clock" tone={needsNewPrice ? 'apricot' : 'indigo'}>
          {needsNewPrice
            ? '价格过了保留时间，重新算一下'
            : `价格保留到 ${clockWords(quote.expiresTime)}。就近托不收钱，到园付。`}
        </Notice>
      </View>
      {quote.changeOf !== null && (
        <ChangeCard changeOf={quote.changeOf} totalFen={quote.totalFen} currency={quote.currency} />
      )}
      {isOneDay ? (
        <CancellationCard
          of={terms}
          from={day.from}
          isFreeOver={wasFreeOver(quote, day.cancellation)}
          isSickOver={!day.ifAbsentNow.isInTime}
          isAsking={day.answerBy !== null}
        />
      ) : (
        <Card className="bk-section" title="来不了怎么办">
          <View className="nc-small nc-above-4">每一天都能单独取消，别的天不受影响。</View>
          <CancellationLines of={terms} isForEachDay />
        </Card>
      )}
      <Card className="bk-section">
        <View className="nc-row nc-gap-12">
          <View className="bk-indigo">
            <Icon name="lock" />
          </View>
          <View className="nc-small nc-grow">告诉机构：小名、月龄</View>
        </View>
      </Card>
    </View>
  );
}
