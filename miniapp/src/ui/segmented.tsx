import { View } from '@tarojs/components';
import { Tap } from './tap';

type SegmentedProps<V extends string> = {
  label: string;
  value: V;
  options: readonly { value: V; text: string; note?: string }[];
  onChange: (value: V) => void;
};

/** One of two to four, side by side. */
export function Segmented<V extends string>({ label, value, options, onChange }: SegmentedProps<V>) {
  return (
    <View className="nc-segmented" role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <Tap
          key={option.value}
          role="radio"
          isOn={option.value === value}
          className={`nc-segment ${option.value === value ? 'nc-segment-on' : ''}`}
          onTap={() => onChange(option.value)}
        >
          <View>{option.text}</View>
          {option.note !== undefined && <View className="nc-segment-note">{option.note}</View>}
        </Tap>
      ))}
    </View>
  );
}
