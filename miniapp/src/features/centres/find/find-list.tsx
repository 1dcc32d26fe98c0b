import { View } from '@tarojs/components';
import { readAloud } from '../../../platform/speech';
import { Button, LinkButton } from '../../../ui/button';
import { Icon } from '../../../ui/icon';
import { Tap } from '../../../ui/tap';
import { WindowedRows } from '../../../ui/windowed-rows';
import { type CentreCardData, cardSentence, stateOf } from '../card-words';
import { CentreCard } from '../centre-card';
import { totalWords } from './filters/filter-words';
import { endWords } from './found-query';
import type { Total } from './use-found-centres';

type FindListProps = {
  items: readonly CentreCardData[];
  /** How many there are in all, once the server has said it. */
  total: Total | null;
  /** More pages are to come. */
  hasMore: boolean;
  isLoadingMore: boolean;
  hasMoreFailed: boolean;
  onMore: () => void;
  /** Where or for what was looked: `3 公里内`, `桥西街道`, `“栗子”找到`. */
  whereText: string;
  childName: string | null;
  sortText: string;
  onSort: () => void;
  date: string | null;
  day: string;
  chosenId: string | null;
  isLarge: boolean;
  seenAt: string | null;
  onReport: () => void;
};

const cardPx = 96;
const largeCardPx = 252;

export function FindList(props: FindListProps) {
  const { items, isLarge, day, chosenId, seenAt } = props;
  return (
    <View>
      <Summary {...props} />
      <WindowedRows
        items={items}
        label="托育机构"
        rowPx={isLarge ? largeCardPx : cardPx}
        look={`${isLarge} ${seenAt === null}`}
        wantedId={chosenId}
        row={(card, index) => (
          <CentreCard
            key={card.id}
            card={card}
            date={props.date}
            day={day}
            isChosen={card.id === chosenId}
            isLarge={isLarge}
            isFirst={index === 0}
            seenAt={seenAt}
            onReport={props.onReport}
          />
        )}
      />
      {seenAt === null && <Foot {...props} />}
    </View>
  );
}

/** How many there are and how many have room; said politely whenever it changes. */
function Summary(props: FindListProps) {
  const { items, total, hasMore, childName, whereText, day, isLarge, seenAt } = props;
  if (seenAt !== null) return null;
  const free = items.filter((card) => stateOf(card) === 'free').length;
  const count = total === null ? `${items.length} 家` : totalWords(total);
  const read = readAloud;
  return (
    <View className="nc-row nc-between nc-gap-8 find-summary">
      <View className="nc-small" role="status">
        {childName !== null && <View className="nc-bold nc-inline">{childName} </View>}
        {childName === null ? whereText : '能去'} {count}
        {/* Of those not loaded yet nobody knows. */}
        {!hasMore && `，${day} ${free} 家有余位`}
      </View>
      {isLarge && read !== null ? (
        <Button
          kind="soft"
          icon="speaker"
          text="读给我听"
          onTap={() => read(items.slice(0, 3).map((card) => cardSentence(card, day).slice(0, 60)))}
        />
      ) : (
        <Tap className="find-order" label={`排序：${props.sortText}`} onTap={props.onSort}>
          <View>{props.sortText}</View>
          <Icon name="chevron-down" size={16} />
        </Tap>
      )}
    </View>
  );
}

function Foot({ hasMore, isLoadingMore, hasMoreFailed, onMore, items, sortText }: FindListProps) {
  if (hasMoreFailed) return <LinkButton icon="refresh" text="后面的没取到，再试一次" onTap={onMore} />;
  if (hasMore) {
    return <LinkButton isBusy={isLoadingMore} text={isLoadingMore ? '还在取' : '再看一些'} onTap={onMore} />;
  }
  return <View className="nc-caption nc-centre find-end">{endWords(items.length, sortText)}</View>;
}
