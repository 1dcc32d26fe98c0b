import { View } from '@tarojs/components';
import { goTo } from '../../../platform/navigate';
import { callPhone } from '../../../platform/phone-call';
import { Button } from '../../../ui/button';
import { Patch } from '../../../ui/patch';
import { Tag } from '../../../ui/tag';
import { careModeWords, operatorTypeWords } from '../../../ui/words/care-words';
import { whereWords } from '../card-words';
import { costWords, stayWords, untilWords } from './care-now-words';
import type { CareNowItem } from './use-care-now';

type CareNowCardProps = {
  item: CareNowItem;
  hours: number;
  /** null: it can take the child at once; else when: `13:00`, `明天 7:30`. */
  start: string | null;
  /** Only the first one's button is solid. */
  isFirst: boolean;
  /** When it was seen, if not now: `今天 8:40`. Then only the number to ring is worth anything. */
  seenAt: string | null;
};

/** One that takes the child for the next hours: until when, for how much, its number. */
export function CareNowCard({ item, hours, start, isFirst, seenAt }: CareNowCardProps) {
  const { card } = item;
  const { phone } = card;
  const until = untilWords(item);
  return (
    <View className="now-card" role="listitem">
      <View className="nc-row nc-top nc-gap-12">
        <Patch state="free" count={item.freePlaces} isStale={seenAt !== null} />
        <View className="nc-grow">
          <View className="nc-strong">{card.name}</View>
          <View className="nc-small">{whereWords(card)}</View>
          {seenAt === null ? (
            <>
              <View className="now-stay">{stayWords(item, start)}</View>
              <View className="nc-small">
                {[costWords(item, hours), until].filter((part) => part !== null).join('，')}
              </View>
              <View className="nc-heard">，还有 {item.freePlaces} 个位置</View>
              <View className="nc-row nc-wrap nc-gap-4 nc-above-4">
                <Tag text={careModeWords[item.mode]} tone="indigo" />
                {card.isInclusive && <Tag text="普惠" tone="apricot" />}
                <Tag text={operatorTypeWords[card.operatorType]} />
              </View>
            </>
          ) : (
            <View className="nc-caption">{seenAt} 看到的，现在可能变了</View>
          )}
        </View>
      </View>
      <View className="nc-row nc-gap-8 nc-above-12">
        {phone !== null && (
          <Button
            className="nc-grow"
            kind={isFirst ? 'solid' : 'soft'}
            icon="phone"
            text="电话"
            label={`打电话给${card.name}`}
            onTap={() => callPhone(phone)}
          />
        )}
        <Button
          className="nc-grow"
          kind="outline"
          text="看这家"
          label={`看这家，${card.name}`}
          onTap={() => goTo('/pages/centre/index', { id: card.id, date: item.date })}
        />
      </View>
    </View>
  );
}
