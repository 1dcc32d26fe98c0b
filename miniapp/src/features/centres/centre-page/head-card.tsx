import { View } from '@tarojs/components';
import type { CentreDetail } from '../../../api/centre';
import { LinkButton } from '../../../ui/button';
import { Picture } from '../../../ui/picture';
import { quilt } from '../../../ui/pictures/quilt';
import { Tag } from '../../../ui/tag';
import { legalNatureWords, operatorTypeWords } from '../../../ui/words/care-words';

/** Metres as people say them: `640 米`, `1.4 公里`. */
export function distanceWords(metres: number): string {
  return metres < 1000 ? `${metres} 米` : `${(metres / 1000).toFixed(1).replace(/\.0$/, '')} 公里`;
}

function FilingTag({ centre }: { centre: CentreDetail }) {
  const { status, credentialKind } = centre.filing;
  if (status === 'filed') {
    return <Tag tone="indigo" icon="filed" text={credentialKind === 'licence' ? '已许可' : '已备案'} />;
  }
  if (status === 'unfiled') return <Tag tone="plum" text="未备案" />;
  return <Tag text={status === 'suspended' ? '暂停服务' : '已注销'} />;
}

/** Who they are and whether one may trust them, over their own quilt. */
export function HeadCard(props: { centre: CentreDetail; todayWords: string | null; onNavigate: () => void }) {
  const { card, registration } = props.centre;
  const nature = legalNatureWords[registration.legalNature];
  const operator = operatorTypeWords[card.operatorType];
  const near = card.distanceMetres === null ? null : distanceWords(card.distanceMetres);
  return (
    <View>
      <View className="cp-quilt">
        <Picture svg={quilt(card.id, 20, 2)} width={560} height={56} />
      </View>
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
        <View className="nc-row nc-between nc-gap-8">
          <View className="nc-small nc-grow">
            <View>{card.address}</View>
            <View>{[near, props.todayWords].filter(Boolean).join('·')}</View>
          </View>
          <LinkButton text="导航" icon="navigate" label={`导航去${card.name}`} onTap={props.onNavigate} />
        </View>
      </View>
    </View>
  );
}
