import { View } from '@tarojs/components';
import { Button } from '../../../ui/button';
import { missingPatch } from '../../../ui/pictures/state-pictures';
import { StateView } from '../../../ui/state-view';
import { radiusWords } from '../card-words';
import { CareNowCard } from './care-now-card';
import { freeWords, startWords } from './care-now-words';
import type { CareNow } from './use-care-now';

const widerMetres = 10_000;

type CareNowListProps = {
  answer: CareNow;
  /** Of the region; null while it is unknown. */
  today: string | null;
  hours: number;
  radiusMetres: number;
  seenAt: string | null;
  onWiden: (radiusMetres: number) => void;
};

/** Those who are free now; else that nobody is, and who is first. */
export function CareNowList({ answer, today, hours, radiusMetres, seenAt, onWiden }: CareNowListProps) {
  const { items, earliest } = answer;
  if (items.length > 0) {
    return (
      <View>
        <View className="nc-small nc-above-8" role="status">
          {radiusWords(radiusMetres)}内 {freeWords(answer)}，先打电话说一声再去。
        </View>
        <View role="list" aria-label="有空的">
          {items.map((item, index) => (
            <CareNowCard
              key={item.card.id}
              item={item}
              hours={hours}
              start={item.startsNow ? null : startWords(item, today)}
              isFirst={index === 0}
              seenAt={seenAt}
            />
          ))}
        </View>
      </View>
    );
  }
  return (
    <View>
      <StateView
        picture={missingPatch()}
        title="现在没有能马上约的"
        sentence={
          earliest === null
            ? `${radiusWords(radiusMetres)}内今天没有了。`
            : `最早 ${startWords(earliest, today)} 有一家`
        }
      >
        {radiusMetres < widerMetres && (
          <Button
            kind={earliest === null ? 'solid' : 'soft'}
            text={`看 ${radiusWords(widerMetres)}内`}
            onTap={() => onWiden(widerMetres)}
          />
        )}
      </StateView>
      {earliest !== null && (
        <View role="list" aria-label="最早的一家">
          <CareNowCard
            item={earliest}
            hours={hours}
            start={startWords(earliest, today)}
            isFirst
            seenAt={seenAt}
          />
        </View>
      )}
    </View>
  );
}
