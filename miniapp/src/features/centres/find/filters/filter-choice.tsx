import { View } from '@tarojs/components';
import { Chip, ChipRow } from '../../../../ui/chip';

type FilterChoiceProps<V> = {
  title: string;
  options: readonly { value: V; text: string }[];
  value: V;
  /** In one row that is pushed aside, for many like ones. */
  isRow?: boolean;
  onChoose: (value: V) => void;
};

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** One of several chips under a heading. */
export function FilterChoice<V>({ title, options, value, isRow = false, onChoose }: FilterChoiceProps<V>) {
  const chips = options.map((option) => (
    <Chip
      key={option.text}
      role="radio"
      isOn={isSame(option.value, value)}
      onTap={() => onChoose(option.value)}
    >
      <View>{option.text}</View>
    </Chip>
  ));
  return (
    <View className="find-group">
      <View className="nc-strong">{title}</View>
      {isRow ? (
        <ChipRow role="radiogroup" label={title}>
          {chips}
        </ChipRow>
      ) : (
        <View className="find-choice" role="radiogroup" aria-label={title}>
          {chips}
        </View>
      )}
    </View>
  );
}
