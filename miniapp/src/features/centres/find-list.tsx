import { View } from '@tarojs/components';
import { readAloud } from '../../platform/speech';
import { Button, LinkButton } from '../../ui/button';
import { type CentreCardData, cardSentence, stateOf } from './card-words';
import { CentreCard } from './centre-card';

type FindListProps = {
  items: readonly CentreCardData[];
  /** More pages are to come. */
  hasMore: boolean;
  isLoadingMore: boolean;
  hasMoreFailed: boolean;
  onMore: () => void;
  childName: string | null;
  radiusText: string;
  date: string | null;
  day: string;
  chosenId: string | null;
  isLarge: boolean;
  seenAt: string | null;
};

export function FindList(props: FindListProps) {
  const { items, isLarge, day } = props;
  return (
    <View>
      <Summary {...props} />
      <View role="list" aria-label="托育机构">
        {items.map((card, index) => (
          <CentreCard
            key={card.id}
            card={card}
            date={props.date}
            day={day}
            isChosen={card.id === props.chosenId}
            isLarge={isLarge}
            isFirst={index === 0}
            seenAt={props.seenAt}
          />
        ))}
      </View>
      {props.seenAt === null && <Foot {...props} />}
    </View>
  );
}

/** How many there are and how many have room; said politely whenever it changes. */
function Summary({ items, hasMore, childName, radiusText, day, isLarge, seenAt }: FindListProps) {
  if (seenAt !== null) return null;
  const free = items.filter((card) => stateOf(card) === 'free').length;
  const count = hasMore ? `先列 ${items.length} 家` : ` ${items.length} 家`;
  const read = readAloud;
  return (
    <View className="nc-row nc-between nc-gap-8 find-summary">
      <View className="nc-small" role="status">
        {childName !== null && <View className="nc-bold nc-inline">{childName} </View>}
        {childName === null ? `${radiusText}内` : '能去'}
        {count}，{day} {free} 家有余位
      </View>
      {isLarge && read !== null ? (
        <Button
          kind="soft"
          icon="speaker"
          text="读给我听"
          onTap={() => read(items.slice(0, 3).map((card) => cardSentence(card, day).slice(0, 60)))}
        />
      ) : (
        <View className="nc-small nc-nowrap find-order">由近到远</View>
      )}
    </View>
  );
}

function Foot({ hasMore, isLoadingMore, hasMoreFailed, onMore, items }: FindListProps) {
  if (hasMoreFailed) return <LinkButton icon="refresh" text="后面的没取到，再试一次" onTap={onMore} />;
  if (hasMore) {
    return <LinkButton isBusy={isLoadingMore} text={isLoadingMore ? '还在取' : '再看一些'} onTap={onMore} />;
  }
  return <View className="nc-caption nc-centre find-end">就这 {items.length} 家，由近到远</View>;
}
