import { View } from '@tarojs/components';
import type { Family } from '../../api/family';
import { goTo } from '../../platform/navigate';
import { Card } from '../../ui/card';
import { Icon } from '../../ui/icon';
import { Tag } from '../../ui/tag';
import { feeKindWords } from '../../ui/words/family-words';
import { Cell } from './cell';
import './families.css';
import './family-home.css';
import { feeStateWords, reductionLines } from './family-words';

/** 费用减免: what was asked for and where it stands. Shown to this family only. */
export function FeeReductionsCard({ family }: { family: Family }) {
  const { feeReductions } = family;
  return (
    <Card className="fm-cells fm-titled" title="费用减免">
      {feeReductions.length === 0 && (
        <View className="nc-small fm-empty">烈士子女、困境儿童、多孩家庭可以申请。别的家庭看不到。</View>
      )}
      {feeReductions.map((reduction) => {
        const { word, tint } = feeStateWords[reduction.state];
        const child = family.children.find(({ id }) => id === reduction.childId)?.nickname ?? '';
        return (
          <View key={reduction.id} className="fm-cell">
            <View className="nc-grow">
              <View className="fm-cell-text">
                {feeKindWords[reduction.kind]}
                {child !== '' && `·${child}`}
              </View>
              {reductionLines(reduction).map((line) => (
                <View key={line} className="nc-caption">
                  {line}
                </View>
              ))}
            </View>
            <Tag text={word} tone={tint} />
          </View>
        );
      })}
      {family.children.length > 0 && (
        <Cell
          icon={<Icon name="page" />}
          text="申请减免"
          onTap={() => goTo('/pages/family/fee-reduction', {})}
        />
      )}
    </Card>
  );
}
