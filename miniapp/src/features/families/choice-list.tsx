import { View } from '@tarojs/components';
import { Tap } from '../../ui/tap';
import './family-home.css';

type Choice<V extends string> = { value: V; text: string; note?: string };

/** One of several, as pieces of cloth that wrap; notes stand under the text, in rows of their own where they are long. */
export function ChoiceList<V extends string>(props: {
  label: string;
  value: V | null;
  options: readonly Choice<V>[];
  isInRows?: boolean;
  onChange: (value: V) => void;
}) {
  return (
    <View
      className={`fm-picks ${props.isInRows ? 'fm-picks-rows' : ''}`}
      role="radiogroup"
      aria-label={props.label}
    >
      {props.options.map(({ value, text, note }) => (
        <Tap
          key={value}
          role="radio"
          isOn={value === props.value}
          label={note === undefined ? text : `${text}，${note}`}
          className={`fm-pick ${value === props.value ? 'fm-pick-on' : ''}`}
          onTap={() => props.onChange(value)}
        >
          <View>{text}</View>
          {note !== undefined && <View className="fm-pick-note">{note}</View>}
        </Tap>
      ))}
    </View>
  );
}
