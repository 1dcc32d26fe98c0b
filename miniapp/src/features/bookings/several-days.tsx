import { addDays, weekdayOf } from '@nearcare/shared/rules/civil-date';
import { repeatedDays } from '@nearcare/shared/rules/repeated-days';
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { CentreDetail, StayWish } from '../../api/centre';
import { describeError } from '../../api/error-messages';
import type { Child } from '../../api/family';
import { type ApiError, asApiError } from '../../api/problem';
import { goTo } from '../../platform/navigate';
import { Button, LinkButton } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Sheet } from '../../ui/sheet';
import { hoursOf } from '../../ui/stay/stay-hours';
import { Stepper } from '../../ui/stepper';
import { Tap } from '../../ui/tap';
import { dayWords, monthDay, timeRange, weekdayLetters, weekdayWord } from '../../ui/words/civil-words';
import { dayResults } from './several-days-words';
import './several-days.css';
import { quoteAddress, wishWords } from './stay-wish';
import { prepareQuote, type Quote } from './use-quote';
import { useJoinWaitlist } from './waitlist/use-waitlist-write';
import { joinWords, waitedWish } from './waitlist/waitlist-words';
import './waitlist/waitlist.css';

type SeveralDaysProps = {
  centre: CentreDetail;
  child: Pick<Child, 'id' | 'nickname'>;
  wish: StayWish;
  /** The day chosen in the calendar, from which on it repeats; else from tomorrow on. */
  from: string | null;
  isOpen: boolean;
  onClose: () => void;
};

/** The same days of each week until some week: what each of them has, and one step to book those that can be had. */
export function SeveralDaysSheet(props: SeveralDaysProps) {
  return (
    <Sheet title="一次选好几天" isOpen={props.isOpen} onClose={props.onClose}>
      <SeveralDays {...props} />
    </Sheet>
  );
}

const mostWeeks = 8;

/** What each of the days would be: `计时托 2 小时，9:00–11:00`. */
function stayOf(wish: StayWish): string {
  const hours = hoursOf(wish);
  return hours === null ? wishWords(wish) : `${wishWords(wish)}，${timeRange(hours.from, hours.to)}`;
}

function SeveralDays({ centre, child, wish, from, onClose }: SeveralDaysProps) {
  const first = from ?? addDays(centre.region.today, 1);
  const [weekdays, setWeekdays] = useState<readonly number[]>(from === null ? [] : [weekdayOf(from)]);
  const [weeks, setWeeks] = useState(4);
  const [quote, setQuote] = useState<Quote | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const waiting = useJoinWaitlist(setError);
  const lineFor = waitedWish(wish);
  const last = addDays(first, weeks * 7 - 1);
  const dates = repeatedDays(weekdays, first, last);
  const opens = (weekday: number) => centre.openingHours.some((hours) => hours.weekday === weekday);

  const quoteFor = (wanted: readonly string[]) => ({
    ...{ centreId: centre.card.id, childId: child.id, wish, dates: wanted.join(',') },
  });

  function changed(change: () => void): void {
    change();
    setQuote(null);
    setError(null);
  }

  async function ask(wanted: readonly string[], then: (quote: Quote) => void): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      then(await prepareQuote(quoteFor(wanted)));
    } catch (thrown) {
      setError(asApiError(thrown));
    } finally {
      setBusy(false);
    }
  }

  function goOn(free: readonly string[]): void {
    void ask(free, () => {
      onClose();
      goTo('/pages/booking/quote', quoteAddress(quoteFor(free)));
    });
  }

  return (
    <View>
      <View className="nc-strong">{stayOf(wish)}</View>
      <View className="nc-small nc-above-8">每周哪几天</View>
      <View className="sd-weekdays" role="group" aria-label="每周哪几天">
        {weekdayLetters.map((letter, index) => {
          const weekday = index + 1;
          const isOn = weekdays.includes(weekday);
          return (
            <Tap
              key={letter}
              isOn={isOn}
              isDisabled={!opens(weekday)}
              label={opens(weekday) ? weekdayWord(weekday) : `${weekdayWord(weekday)}不开门`}
              className={`sd-weekday ${isOn ? 'sd-weekday-on' : ''}`}
              onTap={() =>
                changed(() =>
                  setWeekdays(isOn ? weekdays.filter((one) => one !== weekday) : [...weekdays, weekday]),
                )
              }
            >
              {letter}
            </Tap>
          );
        })}
      </View>
      <View className="nc-small nc-above-12">到哪天</View>
      <Stepper
        label="周数"
        value={weeks}
        min={1}
        max={mostWeeks}
        text={(value) => `${value} 周，到${monthDay(addDays(first, value * 7 - 1))}`}
        onChange={(value) => changed(() => setWeeks(value))}
      />
      {error !== null && (
        <Notice tone="apricot" icon="warning" role="alert" className="nc-above-12">
          {describeError(error, { child: child.nickname }).title}。
          {describeError(error, { child: child.nickname }).sentence}
        </Notice>
      )}
      {quote === null ? (
        <Button
          className="nc-above-16"
          text={dates.length === 0 ? '先选星期几' : `看这 ${dates.length} 天有没有位置`}
          isDisabled={dates.length === 0}
          isBusy={isBusy}
          onTap={() => void ask(dates, setQuote)}
        />
      ) : (
        <Results
          quote={quote}
          isBusy={isBusy || waiting.isBusy}
          onGoOn={goOn}
          onWait={
            lineFor === null
              ? null
              : (date) => waiting.join({ centreId: centre.card.id, childId: child.id, date, ...lineFor })
          }
        />
      )}
    </View>
  );
}

function Results(props: {
  quote: Quote;
  isBusy: boolean;
  onGoOn: (dates: readonly string[]) => void;
  /** Null where these hours have no line. */
  onWait: ((date: string) => void) | null;
}) {
  const { onWait } = props;
  const results = dayResults(props.quote);
  const free = results.filter(({ isFree }) => isFree).map(({ date }) => date);
  return (
    <View className="nc-above-16">
      <View className="sd-results" role="list" aria-label="每一天" tabindex={0}>
        {results.map(({ date, word, isFree, waiting }) => (
          <View key={date} role="listitem" className="nc-row nc-between nc-gap-8 sd-result">
            <View className={isFree ? 'nc-bold' : 'nc-small'}>
              {dayWords(date)}
              {waiting !== null && onWait !== null && `，${word}`}
            </View>
            {waiting === null || onWait === null ? (
              <View className={isFree ? 'sd-free nc-nowrap' : 'nc-caption'}>{word}</View>
            ) : (
              <LinkButton
                className="wl-join"
                text={joinWords(waiting)}
                label={`${dayWords(date)}${word}，${joinWords(waiting)}`}
                isBusy={props.isBusy}
                onTap={() => onWait(date)}
              />
            )}
          </View>
        ))}
      </View>
      <View className="nc-caption nc-above-8">
        这些天一起约：都占到才算约上，中间有一天没位就一天也不占。
      </View>
      <Button
        className="nc-above-8"
        text={
          free.length === 0
            ? '这些天都没有位置'
            : free.length === results.length
              ? `约这 ${free.length} 天`
              : `只约有位的 ${free.length} 天`
        }
        isDisabled={free.length === 0}
        isBusy={props.isBusy}
        onTap={() => props.onGoOn(free)}
      />
    </View>
  );
}
