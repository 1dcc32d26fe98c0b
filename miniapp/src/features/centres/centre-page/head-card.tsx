import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import type { CentreDetail } from '../../../api/centre';
import { LinkButton } from '../../../ui/button';
import { Tag } from '../../../ui/tag';
import { legalNatureWords, operatorTypeWords } from '../../../ui/words/care-words';
import { distanceWords, walkWords } from '../card-words';
import { CentreQuilt } from './centre-quilt';

function FilingTag({ centre }: { centre: CentreDetail }) {
  const { status, credentialKind } = centre.filing;
  if (status === 'filed') {
    return <Tag tone="indigo" icon="filed" text={credentialKind === 'licence' ? '已许可' : '已备案'} />;
  }
  if (status === 'unfiled') return <Tag tone="plum" text="未备案" />;
  return <Tag text={status === 'suspended' ? '暂停服务' : '已注销'} />;
}

/** Who they are and whether one may trust them, over their own quilt; and what one can do with the page. */
export function HeadCard(props: {
  centre: CentreDetail;
  todayWords: string;
  onNavigate: () => void;
  /** Links beside 导航. */
  children: ReactNode;
}) {
  const { card, registration } = props.centre;
  const nature = legalNatureWords[registration.legalNature];
  const operator = operatorTypeWords[card.operatorType];
  const near = [distanceWords(card.distanceMetres), walkWords(card.walkMinutes), props.todayWords];
  return (
    <View>
      <CentreQuilt centreId={card.id} />
      <View className="nc-card cp-head">
        <View className="nc-title" role="heading" aria-level="2">
          {card.name}
        </View>
        <View className="nc-row nc-wrap cp-tags">
          <FilingTag centre={props.centre} />
          {card.isInclusive && <Tag tone="apricot" text="普惠" />}
          <Tag text={nature === null ? operator : `${operator}·${nature}`} />
          {card.grade !== null && <Tag text={`质量 ${card.grade} 级`} />}
        </View>
        <View className="nc-small">{card.address}</View>
        <View className="nc-small">{near.filter(Boolean).join('·')}</View>
        <View className="cp-links">
          <LinkButton text="导航" icon="navigate" label={`导航去${card.name}`} onTap={props.onNavigate} />
          {props.children}
        </View>
      </View>
    </View>
  );
}
