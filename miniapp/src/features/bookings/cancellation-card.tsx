import { weekdayOf } from '@nearcare/shared/rules/civil-date';
import { View } from '@tarojs/components';
import { Card } from '../../ui/card';
import { Picture } from '../../ui/picture';
import { cancelBar } from '../../ui/pictures/cancel-bar';
import { clockWords, weekdayWord } from '../../ui/words/civil-words';
import {
  type CancellationOf,
  cancellationLines,
  freeUntilWords,
  payingWords,
  type TermsNow,
} from './cancellation-words';

/** The lines about not coming, on one day or on each of several. */
export function CancellationLines({ of, ...now }: { of: CancellationOf } & TermsNow) {
  return (
    <View className="nc-above-8" role="list">
      {cancellationLines(of, now).map(({ when, cost }) => (
        <View key={when} className="nc-row nc-between nc-gap-12 bk-term" role="listitem">
          <View>{when}</View>
          <View className="nc-bold bk-term-cost">{cost}</View>
        </View>
      ))}
    </View>
  );
}

/** 来不了怎么办: until when it is free, then what it costs. What is over is so by the server’s clock. */
export function CancellationCard(
  props: { of: CancellationOf; from: string; isFreeOver: boolean } & Omit<TermsNow, 'isForEachDay'>,
) {
  const { of, from, ...now } = props;
  return (
    <Card className="bk-section" title="来不了怎么办">
      <View className="nc-above-8 bk-bar">
        <Picture
          svg={cancelBar({
            freeUntil: freeUntilWords(of.cancellation, of.date),
            startsAt: `${weekdayWord(weekdayOf(of.date))} ${clockWords(from)}`,
            isFreeOver: now.isFreeOver,
          })}
          height={32}
        />
      </View>
      <CancellationLines of={of} {...now} />
      <View className="nc-caption nc-above-8">{payingWords}</View>
    </Card>
  );
}
