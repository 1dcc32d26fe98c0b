import { View } from '@tarojs/components';
import { describeError, type NextStep } from '../../api/error-messages';
import type { ApiError, Facts } from '../../api/problem';
import { LinkButton } from '../../ui/button';

/** A refusal right above the button that was pressed, with its ways on. */
export function DockRefusal(props: {
  error: ApiError;
  facts?: Facts;
  sentence?: string;
  steps: Partial<Record<NextStep, () => void>>;
}) {
  const message = describeError(props.error, props.facts);
  return (
    <View className="bk-dock-note" role="alert">
      <View className="nc-strong">{message.title}</View>
      <View className="nc-small">{props.sentence ?? message.sentence}</View>
      <View className="nc-row nc-wrap bk-dock-ways">
        {message.actions.map(({ step, label }) => {
          const go = props.steps[step];
          return go === undefined ? null : <LinkButton key={step} text={label} onTap={go} />;
        })}
      </View>
    </View>
  );
}
