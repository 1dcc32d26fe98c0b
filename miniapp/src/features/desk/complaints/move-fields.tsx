import { View } from '@tarojs/components';
import { ChoiceList } from '../../../ui/choice-list';
import { Notice } from '../../../ui/notice';
import { TextField } from '../../../ui/text-field';
import { resultWords } from '../../../ui/words/complaint-words';
import type { OfficerComplaint } from './ask-complaints';
import { ExtensionDay } from './extension-day';
import { LeadField } from './lead-field';
import { type Filled, moveForms, type OfficerMove } from './moves';

type FieldsProps = {
  of: OfficerComplaint;
  move: OfficerMove;
  today: string;
  filled: Filled;
  onFill: (more: Partial<Filled>) => void;
};

const bodyLabels: Partial<Record<OfficerMove, string>> = {
  refused: '家长该找谁',
  assigned: '交给谁',
  handedOver: '转给谁',
};

/** What a move asks for besides words. */
export function MoveFields({ of, move, today, filled, onFill }: FieldsProps) {
  const { fields } = moveForms[move];
  const bodyLabel = bodyLabels[move] ?? '哪个部门';
  return (
    <>
      {fields.includes('body') && (
        <View className="nc-field">
          <View className="nc-field-label">{bodyLabel}</View>
          <ChoiceList
            label={bodyLabel}
            value={filled.body ?? null}
            options={bodiesFor(move, of).map(({ code, name }) => ({ value: code, text: name }))}
            onChange={(body) => onFill({ body })}
          />
        </View>
      )}
      {move === 'assigned' && (
        <View className="nc-caption nc-above-4">
          只能交给在这里看得到的。公安、市场监管这些部门，用转给外部部门，带上移送单。
        </View>
      )}
      {move === 'assigned' && filled.body === 'centre' && <WhoSeesIt of={of} />}
      {fields.includes('result') && (
        <View className="nc-field">
          <View className="nc-field-label">结果</View>
          <ChoiceList
            label="结果"
            value={filled.result ?? null}
            options={(['solved', 'partlySolved', 'notConfirmed', 'handedOver'] as const).map((result) => ({
              value: result,
              text: resultWords[result],
            }))}
            onChange={(result) => onFill({ result })}
          />
        </View>
      )}
      {fields.includes('until') && (
        <ExtensionDay of={of} today={today} until={filled.until} onChange={(until) => onFill({ until })} />
      )}
      {fields.includes('reference') && (
        <TextField
          id="complaint-reference"
          label="对方给的编号（可以不写）"
          value={filled.reference}
          maxLength={60}
          onChange={(reference) => onFill({ reference })}
        />
      )}
      {fields.includes('reported') && (
        <TextField
          id="complaint-reported"
          label="被反映的人叫什么（可以不写）"
          value={filled.reported}
          maxLength={60}
          hint="写了，这个人的账号就看不到这件"
          onChange={(reported) => onFill({ reported })}
        />
      )}
      {fields.includes('lead') && <LeadField of={of} onChange={(leadId) => onFill({ leadId })} />}
    </>
  );
}

/** Before it goes to the centre: some there would not see it, or nobody would. */
function WhoSeesIt({ of: { centreStaff } }: { of: OfficerComplaint }) {
  if (centreStaff === null || (centreStaff.all > 0 && centreStaff.leftOut === 0)) return null;
  const { all, leftOut } = centreStaff;
  return (
    <Notice tone="apricot" icon="warning" className="nc-above-8">
      {all === leftOut
        ? '那家机构现在没有人能看到这件，交过去没人办。'
        : `那家机构有 ${leftOut} 个账号可能被反映到，看不到这件。`}
    </Notice>
  );
}

/** Assigned is only to who would see it here; nobody is told to go to the very centre it complains of. */
function bodiesFor(move: OfficerMove, of: OfficerComplaint): OfficerComplaint['bodies'] {
  return move === 'assigned' ? of.assignable : of.bodies.filter(({ code }) => code !== 'centre');
}
