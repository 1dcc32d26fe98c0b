import { View } from '@tarojs/components';
import { Chip, ChipRow } from '../../../ui/chip';
import { MoreButton } from '../../../ui/more-button';
import { useExpertPool } from './ask-classes-desk';
import type { ClassForm } from './class-form';

type Named = ClassForm['experts'][number];

/** The experts of this district and of the levels above, to be named by a tap: so their page and the class lead to each other. */
export function ExpertPool(props: { named: readonly Named[]; onPick: (expert: Named) => void }) {
  const read = useExpertPool();
  const free = read.items.filter(({ id }) => !props.named.some((one) => one.id === id));
  if (free.length === 0) return null;
  return (
    <View className="nc-above-8">
      <View className="nc-field-label">从专家库里选</View>
      <ChipRow label="从专家库里选" role="group">
        {free.map(({ id, name, title, district }) => {
          const from = district.code === read.district?.code ? '' : district.name;
          return (
            <Chip
              key={id}
              label={`请${name}来讲，${title}${from === '' ? '' : `，${from}`}`}
              onTap={() => props.onPick({ id, name, title })}
            >
              <View>{from === '' ? name : `${name}（${from}）`}</View>
            </Chip>
          );
        })}
      </ChipRow>
      <MoreButton read={read} />
    </View>
  );
}
