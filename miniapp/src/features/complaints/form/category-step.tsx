import { View } from '@tarojs/components';
import { callPhone } from '../../../platform/phone-call';
import { Button } from '../../../ui/button';
import { ChoiceList } from '../../../ui/choice-list';
import { Notice } from '../../../ui/notice';
import { complaintCategory } from '../../../ui/words/complaint-words';
import { helpNumbers } from '../../../ui/words/help-numbers';
import { useHelp } from '../ask-complaints';
import type { Category } from '../draft';
import type { StepProps } from './step-props';

/** Whom to call where it is still going on; the police where it is not named here. */
const callFirst: Partial<Record<Category, string>> = {
  injury: 'ambulance',
  foodSafety: 'ambulance',
  fireSafety: 'fire',
};

/** What it is about: what can't wait on top, then the rest. Asked of the phone itself, so that it needs no network. */
export function CategoryStep({ draft, write }: StepProps) {
  const { regionCode, help } = useHelp();
  const known = Object.keys(complaintCategory) as Category[];
  // A region may not have all of them.
  const offered =
    help === null ? known : known.filter((code) => help.categories.some((one) => one.code === code));
  const options = (isUrgent: boolean) =>
    offered
      .filter((code) => complaintCategory[code].isUrgent === isUrgent)
      .map((value) => ({ value, text: complaintCategory[value].label }));
  const choose = (category: Category) => write({ category });
  const isUrgent = draft.category !== null && complaintCategory[draft.category].isUrgent;
  const numbers = help?.numbers ?? helpNumbers(regionCode);
  const numberOf = (wanted: string) => numbers.find(({ kind }) => kind === wanted);
  const wanted = (draft.category && callFirst[draft.category]) ?? 'police';
  const first = numberOf(wanted) ?? numberOf('any');
  return (
    <>
      <View className="nc-strong nc-above-12">急的，按小时办</View>
      <View className="cm-kinds">
        <ChoiceList label="急的" value={draft.category} options={options(true)} onChange={choose} />
      </View>
      {isUrgent && (
        <Notice tone="red" icon="warning" className="nc-above-8">
          现在还有危险，先打电话。
          {first !== undefined && (
            <Button
              className="nc-above-8"
              kind="red"
              isSmall
              icon="phone"
              text={`打 ${first.number}`}
              onTap={() => callPhone(first.number)}
            />
          )}
        </Notice>
      )}
      <View className="nc-strong nc-above-16">别的</View>
      <View className="cm-kinds">
        <ChoiceList label="别的" value={draft.category} options={options(false)} onChange={choose} />
      </View>
    </>
  );
}
