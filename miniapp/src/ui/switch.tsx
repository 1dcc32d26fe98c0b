import { View } from '@tarojs/components';
import { Tap } from './tap';

/** On or off. The word stands beside the slide, so that it never rests on colour alone. */
export function Switch(props: { label: string; isOn: boolean; isBusy?: boolean; onTap: () => void }) {
  return (
    <Tap
      role="switch"
      className="nc-switch"
      label={props.label}
      isOn={props.isOn}
      isBusy={props.isBusy ?? false}
      onTap={props.onTap}
    >
      <View className="nc-switch-word">{props.isOn ? '开' : '关'}</View>
      <View className={`nc-switch-slot ${props.isOn ? 'nc-switch-slot-on' : ''}`}>
        <View className="nc-switch-knob" />
      </View>
    </Tap>
  );
}
