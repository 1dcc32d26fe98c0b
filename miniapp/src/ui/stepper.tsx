import { View } from '@tarojs/components';
import { Icon } from './icon';
import { Tap } from './tap';

type StepperProps = {
  label: string;
  value: number;
  min: number;
  max: number;
  /** How the value reads: `19 个月`. */
  text: (value: number) => string;
  onChange: (value: number) => void;
};

export function Stepper({ label, value, min, max, text, onChange }: StepperProps) {
  return (
    <View className="nc-stepper" role="group" aria-label={label}>
      <Tap
        className="nc-icon-button"
        label={`${label}减一`}
        isDisabled={value <= min}
        onTap={() => onChange(value - 1)}
      >
        <Icon name="minus" />
      </Tap>
      <View className="nc-strong" role="status">
        {text(value)}
      </View>
      <Tap
        className="nc-icon-button"
        label={`${label}加一`}
        isDisabled={value >= max}
        onTap={() => onChange(value + 1)}
      >
        <Icon name="plus" />
      </Tap>
    </View>
  );
}
