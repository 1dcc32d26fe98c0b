import { View } from '@tarojs/components';
import { Tap } from './tap';
import './choice-list.css';

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
      className={`nc-picks ${props.isInRows ? 'nc-picks-rows' : ''}`}
      role="radiogroup"
      aria-label={props.label}
    >
      {props.options.map(({ value, text, note }) => (
        <Tap
          key={value}
          role="radio"
          isOn={value === props.value}
          label={note === undefined ? text : `${text}，${note}`}
          className={`nc-pick ${value === props.value ? 'nc-pick-on' : ''}`}
          onTap={() => props.onChange(value)}
        >
          <View>{text}</View>
          {note !== undefined && <View className="nc-pick-note">{note}</View>}
        </Tap>
      ))}
    </View>
  );
}
