import { addDays } from '@nearcare/shared/rules/civil-date';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { errorLine } from '../../api/error-messages';
import { asApiError } from '../../api/problem';
import { useWrite } from '../../api/use-write';
import { Card } from '../../ui/card';
import { ChoiceList } from '../../ui/choice-list';
import { StepButtons } from '../../ui/step-buttons';
import { Switch } from '../../ui/switch';
import { dayWords } from '../../ui/words/civil-words';
import { AnswerEnd } from './answer-end';
import { askDesk } from './ask-desk';
import {
  type DeskEnrolment,
  keepDeskEnrolment,
  refreshDeskEnrolment,
  usePlacingPreview,
} from './ask-enrolments-desk';
import { ShortDays } from './short-days';

/** Accept in a group from a first day on, having seen on which days places are short, or decline with a reason. */
export function AnswerForm({ of }: { of: DeskEnrolment }) {
  const [groupId, setGroupId] = useState(of.groups.find(({ fits }) => fits)?.id ?? null);
  const [firstDay, setFirstDay] = useState(of.firstDay ?? of.earliestFirstDay);
  const [isCounted, setCounted] = useState(false);
  const [isWithout, setWithout] = useState(false);
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const write = useWrite();
  const placing = groupId === null ? null : { groupId, firstDay, isCounted };
  const preview = usePlacingPreview(of.id, placing);
  const short = [...(preview.data?.shortDates ?? []), ...(preview.data?.busyDates ?? [])].sort();
  const said = text.trim();
  const change = (set: () => void) => {
    set();
    setWithout(false);
    setFault(null);
    write.forgive();
  };

  const decide = (body: object) =>
    void write.run(async () => {
      try {
        const params = { enrolmentId: of.id };
        keepDeskEnrolment(await askDesk('deskDecideEnrolment', { params, body: body as never }));
      } catch (thrown) {
        const { code } = asApiError(thrown);
        if (code === 'already_decided') await refreshDeskEnrolment(of.id);
        if (code === 'places_short') void preview.refetch();
        throw thrown;
      }
    });
  const decline = () => {
    setFault(said === '' ? '写一下原因，家长会看到。' : null);
    if (said !== '') decide({ decision: 'declined', reason: said });
  };
  const accept = () =>
    decide({
      ...{ decision: 'accepted', ...placing },
      ...(isWithout ? { withoutDates: short } : {}),
      ...(said === '' ? {} : { answer: said }),
    });
  const isReady = preview.data !== undefined && (short.length === 0 || isWithout);
  const asked = preview.error === null ? null : errorLine(asApiError(preview.error));
  const shown = fault ?? (write.error === null ? asked : errorLine(write.error));
  return (
    <Card className="dk-gap" title="你的答复">
      <View className="nc-field">
        <View className="nc-field-label">进哪个班</View>
        <ChoiceList
          isInRows
          label="进哪个班"
          value={groupId}
          options={of.groups.map(({ id, name, fits }) => ({
            ...{ value: id, text: name },
            note: fits ? '月龄合适' : '月龄不合适',
          }))}
          onChange={(next) => change(() => setGroupId(next))}
        />
      </View>
      <View className="nc-field">
        <View className="nc-field-label">第一天</View>
        <View className="nc-row nc-between nc-gap-8">
          <View className="nc-strong" role="status">
            {dayWords(firstDay)}
          </View>
          <StepButtons
            back="早一天"
            on="晚一天"
            canGoBack={firstDay > of.earliestFirstDay}
            canGoOn={firstDay < of.latestFirstDay}
            onStep={(step) => change(() => setFirstDay(addDays(firstDay, step)))}
          />
        </View>
      </View>
      <View className="nc-row nc-between nc-gap-8 nc-above-8">
        <View className="nc-grow nc-small">备案的在托人数已经算上这个孩子，不另占约单日的托位</View>
        <Switch
          label="备案的在托人数已经算上这个孩子"
          isOn={isCounted}
          onTap={() => change(() => setCounted(!isCounted))}
        />
      </View>
      {preview.data !== undefined && (
        <ShortDays of={preview.data} isWithout={isWithout} onWithout={() => setWithout(!isWithout)} />
      )}
      <AnswerEnd
        id="enrolment-answer"
        label="想对家长说的（不收时要写原因）"
        said={text}
        fault={shown}
        isBusy={write.isBusy}
        no={{ text: '这次不收', onTap: decline }}
        yes={{ text: write.isBusy ? '正在留托位' : '收下', isDisabled: !isReady, onTap: accept }}
        onSay={(next) => {
          setText(next);
          setFault(null);
        }}
      />
      <View className="nc-caption nc-above-8" role="status">
        {short.length > 0 && !isWithout
          ? `这 ${short.length} 天怎么办定了，才能收下：打开上面的开关，或换第一天。`
          : '收下就把每天的托位留好，家长马上收到通知。'}
      </View>
    </Card>
  );
}
