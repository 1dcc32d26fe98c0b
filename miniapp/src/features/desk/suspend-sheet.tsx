import type { Reply } from '@nearcare/shared/contract/types';
import { addDays } from '@nearcare/shared/rules/civil-date';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { errorLine } from '../../api/error-messages';
import { useWrite } from '../../api/use-write';
import { ConfirmSheet } from '../../ui/confirm-sheet';
import { Stepper } from '../../ui/stepper';
import { TextField } from '../../ui/text-field';
import { dayWords } from '../../ui/words/civil-words';
import { askDesk, refreshCentres } from './ask-desk';

type Centre = Reply<'deskListCentres'>['items'][number];

const longestReason = 60;
/** An order may be older than the day it is entered. */
const daysBack = 30;

/** 暂停 a centre of the district, or 恢复 it: first what that does. */
export function SuspendSheet(props: {
  centre: Centre;
  today: string;
  onDone: (said: string) => void;
  onClose: () => void;
}) {
  const { centre, onDone, onClose } = props;
  const isSuspended = centre.suspension !== null;
  const [reason, setReason] = useState('');
  /** Days from today on, so that less is earlier. */
  const [days, setDays] = useState(0);
  const [isMissing, setMissing] = useState(false);
  const write = useWrite();
  const params = { centreId: centre.id };
  const from = addDays(props.today, days);

  const suspend = async () => {
    const body = { from, reason: reason.trim() };
    const { endedBookings, cancelledClasses } = await askDesk('deskSuspendCentre', { params, body });
    const told = endedBookings === 0 ? '没有预约受影响。' : `取消了 ${endedBookings} 个预约，已经告诉家长。`;
    const classes = cancelledClasses === 0 ? '' : `取消了 ${cancelledClasses} 节课，报名的家庭也告诉了。`;
    onDone(`${centre.name}暂停了。${told}${classes}`);
  };
  const lift = async () => {
    await askDesk('deskLiftSuspension', { params });
    onDone(`${centre.name}恢复了，家长又能约。取消过的预约和课不会回来。`);
  };
  const act = () => {
    if (!isSuspended && reason.trim() === '') return setMissing(true);
    void write.run(async () => {
      await (isSuspended ? lift() : suspend());
      await refreshCentres();
      onClose();
    });
  };

  return (
    <ConfirmSheet
      title={`${isSuspended ? '恢复' : '暂停'}${centre.name}？`}
      isOpen
      doText={isSuspended ? '恢复服务' : '暂停服务'}
      busyText={isSuspended ? '正在恢复' : '正在暂停'}
      keepText="先不动"
      isBusy={write.isBusy}
      fault={write.error === null ? null : errorLine(write.error)}
      onDo={act}
      onClose={onClose}
    >
      {centre.suspension !== null ? (
        <View className="nc-small">
          {dayWords(centre.suspension.from)}起暂停，原因：{centre.suspension.reason}。恢复后公示里记一条。
        </View>
      ) : (
        <>
          <View className="nc-small">
            按下后马上不能约，已约的全部取消并告诉家长。公示里记一条，写明日期和原因。
          </View>
          <View className="nc-small nc-above-12">决定是哪天的</View>
          <Stepper
            label="决定的日子"
            value={days}
            min={-daysBack}
            max={0}
            text={(value) => dayWords(addDays(props.today, value))}
            onChange={setDays}
          />
          <TextField
            id="suspension-reason"
            label="原因，家长会看到"
            value={reason}
            maxLength={longestReason}
            placeholder="比如 消防整改"
            error={isMissing ? '写一下原因，家长会看到。' : undefined}
            onChange={(next) => {
              setMissing(false);
              setReason(next);
            }}
          />
        </>
      )}
    </ConfirmSheet>
  );
}
