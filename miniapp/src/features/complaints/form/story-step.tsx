import { View } from '@tarojs/components';
import { Card } from '../../../ui/card';
import { Notice } from '../../../ui/notice';
import { Stepper } from '../../../ui/stepper';
import { TextArea } from '../../../ui/text-area';
import { TextField } from '../../../ui/text-field';
import { complaintCategory } from '../../../ui/words/complaint-words';
import { useHelp } from '../ask-complaints';
import { longest } from '../draft';
import type { StepProps } from './step-props';

const mostChildren = 99;

/** Whom it is about, what happened and, where there is time for it, what is wanted. */
export function StoryStep({ draft, write }: StepProps) {
  const isUrgent = draft.category !== null && complaintCategory[draft.category].isUrgent;
  const left = longest.what - draft.what.length;
  return (
    <>
      <Notice tone="indigo" icon="lock" className="nc-above-12">
        别写孩子全名，小名就行。写的加密保存。
      </Notice>
      <Card className="nc-above-12">
        <TextField
          id="complaint-who"
          label="说的是谁（可以不写）"
          value={draft.who}
          placeholder="比如 王老师、园长"
          maxLength={longest.who}
          hint="写了名字，才能挡住他的账号"
          onChange={(who) => write({ who })}
        />
        <TextArea
          id="complaint-what"
          label="发生了什么"
          value={draft.what}
          placeholder={isUrgent ? '一句话也行' : '什么时候、谁、怎么样'}
          maxLength={longest.what}
          hint={isUrgent ? '先写一句，交了还能补充' : `还能写 ${left} 个字`}
          onChange={(what) => write({ what })}
        />
        {!isUrgent && (
          <TextArea
            id="complaint-wanted"
            label="想要什么结果（可以不写）"
            value={draft.wanted}
            placeholder="比如 退押金、道歉、整改"
            maxLength={longest.wanted}
            onChange={(wanted) => write({ wanted })}
          />
        )}
        <View className="nc-field">
          <View className="nc-field-label">几个孩子遇到了</View>
          <Stepper
            label="几个孩子"
            value={draft.affectedChildren}
            min={1}
            max={mostChildren}
            text={(children) => `${children} 个`}
            onChange={(affectedChildren) => write({ affectedChildren })}
          />
          <UrgentFrom draft={draft} />
        </View>
      </Card>
    </>
  );
}

/** Some matters can wait while it is one child, and not from so many on. */
function UrgentFrom({ draft }: Pick<StepProps, 'draft'>) {
  const { help } = useHelp();
  const from = help?.categories.find(({ code }) => code === draft.category)?.urgentFromChildren ?? null;
  if (from === null) return null;
  return (
    <View className="nc-caption nc-above-8" role="status">
      {draft.affectedChildren >= from
        ? '按急的办：按小时算，夜里也算。'
        : `有 ${from} 个或更多，就按急的办。`}
    </View>
  );
}
