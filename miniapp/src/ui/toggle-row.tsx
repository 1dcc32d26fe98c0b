import { View } from '@tarojs/components';
import { Tap } from './tap';
import './choice-list.css';

/** Several of several, as pieces of cloth that wrap. */
export function ToggleRow<V extends string | number>(props: {
  label: string;
  values: readonly V[];
  options: readonly { value: V; text: string; label?: string }[];
  onChange: (values: V[]) => void;
}) {
  const { values } = props;
  return (
    <View className="nc-picks" role="group" aria-label={props.label}>
      {props.options.map(({ value, text, label }) => {
        const isOn = values.includes(value);
        return (
          <Tap
            key={value}
            isOn={isOn}
            label={label ?? text}
            className={`nc-pick ${isOn ? 'nc-pick-on' : ''}`}
            onTap={() => props.onChange(isOn ? values.filter((one) => one !== value) : [...values, value])}
          >
            {text}
          </Tap>
        );
      })}
    </View>
  );
}
