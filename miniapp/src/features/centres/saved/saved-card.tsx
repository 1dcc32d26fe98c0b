import { View } from '@tarojs/components';
import { type SavedCentre, unsaveCentre } from '../../../api/saved-centres';
import { goTo } from '../../../platform/navigate';
import { LinkButton } from '../../../ui/button';
import { Icon } from '../../../ui/icon';
import { Patch } from '../../../ui/patch';
import { Tag } from '../../../ui/tag';
import { Tap } from '../../../ui/tap';
import { operatorTypeWords } from '../../../ui/words/care-words';
import { filingWords, placesSentence, priceWords, stateOf, vacancyAge } from '../card-words';
import { addToCompared, mostCompared, removeFromCompared, useCompared } from '../compare/compared';
import { EventThread } from '../event-thread';
import { changesWords, newestFirst } from './saved-words';

/** One saved centre: how it stands, what changed since it was saved, and what can be done with it. */
export function SavedCard({ entry, isKept }: { entry: SavedCentre; isKept: boolean }) {
  const { card, changes } = entry;
  const cost = priceWords(card);
  const changed = changesWords(changes);
  return (
    <View className="nc-card sv-card" role="listitem">
      <Tap className="sv-link" role="link" onTap={() => goTo('/pages/centre/index', { id: card.id })}>
        <Patch state={stateOf(card)} count={card.vacancy.places} isStale={isKept} />
        <View className="nc-grow">
          <View className="nc-strong">{card.name}</View>
          <View className="nc-heard">，{isKept ? '' : placesSentence(card, '')}，</View>
          <View className="nc-row nc-wrap nc-gap-4 sv-tags">
            <Tag
              tone={card.filingStatus === 'filed' ? 'indigo' : 'plum'}
              text={filingWords(card)}
              {...(card.filingStatus === 'filed' ? { icon: 'filed' as const } : {})}
            />
            {card.isInclusive && <Tag tone="apricot" text="普惠" />}
            <Tag text={operatorTypeWords[card.operatorType]} />
          </View>
          <View className="nc-small sv-facts">
            {[cost === null ? '没有公开价格' : cost.join(' '), vacancyAge(card)].filter(Boolean).join('，')}
          </View>
        </View>
        <Icon name="chevron-right" size={16} />
      </Tap>
      {changed !== null && (
        <View className="sv-changes">
          <Tag tone="apricot" text={changed} />
          <EventThread events={newestFirst(changes)} />
        </View>
      )}
      <View className="sv-steps">
        <CompareLink id={card.id} name={card.name} />
        <LinkButton
          text="取消收藏"
          label={`取消收藏${card.name}`}
          onTap={() => unsaveCentre(entry.centreId)}
        />
      </View>
    </View>
  );
}

function CompareLink({ id, name }: { id: string; name: string }) {
  const centres = useCompared((state) => state.centres);
  if (centres.some((one) => one.id === id)) {
    return (
      <LinkButton icon="check" text="在对比里" label={`不比${name}了`} onTap={() => removeFromCompared(id)} />
    );
  }
  if (centres.length >= mostCompared) {
    return <View className="nc-caption">对比满 {mostCompared} 家了</View>;
  }
  return (
    <LinkButton
      icon="compare"
      text="加入对比"
      label={`把${name}加入对比`}
      onTap={() => addToCompared({ id, name })}
    />
  );
}
