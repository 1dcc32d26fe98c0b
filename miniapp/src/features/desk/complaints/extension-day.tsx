import { addDays } from '@nearcare/shared/rules/civil-date';
import { View } from '@tarojs/components';
import { StepButtons } from '../../../ui/step-buttons';
import { dayWords, lastDay } from '../../../ui/words/civil-words';
import type { OfficerComplaint } from './ask-complaints';

/** Between which days an extension may end: after what was promised, at the latest what one extension reaches. */
export function extensionDays(
  of: Pick<OfficerComplaint, 'clocks' | 'extendUntilAtMost'>,
  today: string,
): { first: string; last: string } {
  const dueOn = of.clocks.find(({ name }) => name === 'finish')?.dueOn ?? today;
  const after = addDays(dueOn, 1);
  return { first: after < today ? today : after, last: lastDay(of.extendUntilAtMost) };
}

/** Until when: the latest possible day unless an earlier one is chosen. */
export function ExtensionDay(props: {
  of: OfficerComplaint;
  today: string;
  until: string | null;
  onChange: (until: string) => void;
}) {
  const { of, until, onChange } = props;
  const { first, last } = extensionDays(of, props.today);
  const shown = until ?? last;
  return (
    <View className="nc-field">
      <View className="nc-field-label">延到哪天（最晚 {dayWords(last)}）</View>
      <View className="nc-row nc-between nc-gap-8">
        <View className="nc-strong" role="status">
          {dayWords(shown)}
        </View>
        <StepButtons
          back="早一天"
          on="晚一天"
          canGoBack={shown > first}
          canGoOn={shown < last}
          onStep={(step) => onChange(addDays(shown, step))}
        />
      </View>
    </View>
  );
}
