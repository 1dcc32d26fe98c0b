import { View } from '@tarojs/components';
import { goTo } from '../../platform/navigate';
import { callPhone } from '../../platform/phone-call';
import { Button, LinkButton } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { Patch } from '../../ui/patch';
import { Tag } from '../../ui/tag';
import { Tap } from '../../ui/tap';
import { operatorTypeWords } from '../../ui/words/care-words';
import {
  type CentreCardData,
  distanceWords,
  filingWords,
  placesSentence,
  priceWords,
  stateOf,
  vacancyAge,
  whereWords,
} from './card-words';
import { chooseCentre } from './find/find-state';

type CentreCardProps = {
  card: CentreCardData;
  date: string | null;
  /** As the day is said in a sentence: `今天`, `周四`. */
  day: string;
  isChosen: boolean;
  /** Own buttons for calling and booking, as large letters want. */
  isLarge: boolean;
  isFirst: boolean;
  /** When it was seen, if not now: `今天 8:40`. */
  seenAt: string | null;
  /** Where to say that one works without a filing. */
  onReport: () => void;
};

export function CentreCard(props: CentreCardProps) {
  const { card, isLarge, isChosen } = props;
  const open = () => {
    // Back from the page, the map and the list show which one it was.
    chooseCentre(card.id);
    goTo('/pages/centre/index', props.date === null ? { id: card.id } : { id: card.id, date: props.date });
  };
  return (
    <View
      className={`find-card ${isChosen ? 'find-card-chosen' : ''}`}
      role="listitem"
      id={`centre-${card.id}`}
    >
      <Tap className="find-card-link" role="link" onTap={open}>
        <Patch state={stateOf(card)} count={card.vacancy.places} isStale={props.seenAt !== null} />
        {isLarge ? <LargeFacts {...props} /> : <Facts {...props} />}
      </Tap>
      {isLarge && <LargeFoot {...props} onOpen={open} />}
      {stateOf(card) === 'unfiled' && (
        <LinkButton text="举报未备案机构" label={`举报未备案机构，${card.name}`} onTap={props.onReport} />
      )}
    </View>
  );
}

/** What the patch shows, for readers: the card's name is its content. */
function HeardPlaces({ card, day, seenAt }: CentreCardProps) {
  return <View className="nc-heard">，{seenAt === null ? placesSentence(card, day) : ''}，</View>;
}

function Facts(props: CentreCardProps) {
  const { card, seenAt } = props;
  const cost = priceWords(card);
  const age = vacancyAge(card);
  const state = stateOf(card);
  return (
    <View className="nc-grow">
      <View className="nc-row nc-between nc-baseline nc-gap-8">
        <View className="nc-strong find-name">{card.name}</View>
        <HeardPlaces {...props} />
        {cost !== null && state !== 'unfiled' && seenAt === null && (
          <View className="nc-nowrap">
            <View className="find-price">{cost[0]}</View>
            <View className="nc-caption nc-inline"> {cost[1]}</View>
          </View>
        )}
      </View>
      {seenAt === null ? (
        <View className="nc-row nc-between nc-gap-8 find-facts">
          <View className="find-distance">{whereWords(card)}</View>
          {age !== null && state !== 'unfiled' && <View className="nc-caption">{age}</View>}
        </View>
      ) : (
        <StaleFacts card={card} seenAt={seenAt} />
      )}
      {seenAt === null && <Tags card={card} />}
    </View>
  );
}

function StaleFacts({ card, seenAt }: { card: CentreCardData; seenAt: string }) {
  return (
    <View>
      <View className="nc-small">
        {whereWords(card)}
        {card.phone !== null && `，电话 ${card.phone}`}
      </View>
      <View className="nc-row nc-gap-4 nc-caption">
        <Icon name="clock" size={16} />
        <View>{seenAt} 看到的，现在可能变了</View>
      </View>
    </View>
  );
}

function Tags({ card }: { card: CentreCardData }) {
  const state = stateOf(card);
  if (state === 'unfiled') {
    return <View className="nc-small find-unfiled">查不到备案。可以先问当地卫健部门</View>;
  }
  return (
    <View className="nc-row nc-wrap find-tags">
      {state === 'suspended' ? (
        <Tag text="暂停服务，不能约" />
      ) : (
        <Tag text="已备案" tone="indigo" icon="filed" />
      )}
      {card.isInclusive && <Tag text="普惠" tone="apricot" />}
      <Tag text={operatorTypeWords[card.operatorType]} />
    </View>
  );
}

function LargeFacts(props: CentreCardProps) {
  const { card, seenAt } = props;
  return (
    <View className="nc-grow">
      <View className="nc-strong">{card.name}</View>
      <HeardPlaces {...props} />
      <View className="nc-small">
        {distanceWords(card.distanceMetres) || whereWords(card)}，{filingWords(card)}
      </View>
      {seenAt !== null && <View className="nc-caption">{seenAt} 看到的，现在可能变了</View>}
    </View>
  );
}

function LargeFoot({ card, date, isFirst, seenAt, onOpen }: CentreCardProps & { onOpen: () => void }) {
  const cost = priceWords(card);
  const age = vacancyAge(card);
  const { phone } = card;
  const canBook = seenAt === null && stateOf(card) === 'free';
  return (
    <View>
      {seenAt === null && (
        <View className="nc-row nc-between nc-wrap nc-gap-8 nc-above-8">
          {cost !== null && stateOf(card) !== 'unfiled' && (
            <View className="nc-strong">
              {cost[0]} <View className="nc-caption nc-inline">{cost[1]}</View>
            </View>
          )}
          {age !== null && stateOf(card) !== 'unfiled' && <View className="nc-caption">{age}</View>}
          {stateOf(card) === 'unfiled' && <View className="nc-small find-unfiled">可以先问当地卫健部门</View>}
        </View>
      )}
      <View className="nc-row nc-gap-8 nc-above-8">
        {phone !== null && (
          <Button
            className="nc-grow"
            kind="outline"
            text="打电话"
            label={`打电话给${card.name}`}
            onTap={() => callPhone(phone)}
          />
        )}
        {canBook ? (
          <Button
            className="nc-grow"
            kind={isFirst ? 'solid' : 'soft'}
            text="约时间"
            label={`约时间，${card.name}`}
            onTap={() =>
              goTo(
                '/pages/booking/choose',
                date === null ? { centreId: card.id } : { centreId: card.id, date },
              )
            }
          />
        ) : (
          <Button
            className="nc-grow"
            kind="soft"
            text="看详情"
            label={`看详情，${card.name}`}
            onTap={onOpen}
          />
        )}
      </View>
    </View>
  );
}
