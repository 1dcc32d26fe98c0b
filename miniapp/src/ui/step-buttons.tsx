import { View } from '@tarojs/components';
import { Icon } from './icon';
import { Tap } from './tap';

/** One step back or on, side by side, as a reader names them. */
export function StepButtons(props: {
  back: string;
  on: string;
  canGoBack: boolean;
  canGoOn: boolean;
  onStep: (step: -1 | 1) => void;
}) {
  return (
    <View className="nc-row">
      <Tap
        className="nc-icon-button"
        label={props.back}
        isDisabled={!props.canGoBack}
        onTap={() => props.onStep(-1)}
      >
        <Icon name="chevron-left" />
      </Tap>
      <Tap
        className="nc-icon-button"
        label={props.on}
        isDisabled={!props.canGoOn}
        onTap={() => props.onStep(1)}
      >
        <Icon name="chevron-right" />
      </Tap>
    </View>
  );
}
