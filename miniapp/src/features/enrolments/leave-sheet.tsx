import { addDays, daysBetween } from '@nearcare/shared/rules/civil-date';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { call } from '../../api/client';
import { errorLine } from '../../api/error-messages';
import { useWrite } from '../../api/use-write';
import { ConfirmSheet } from '../../ui/confirm-sheet';
import { Stepper } from '../../ui/stepper';
import { dayWords } from '../../ui/words/civil-words';
import { type Enrolment, keepEnrolment } from './ask-enrolments';

const mostDaysAhead = 365;

/** Withdrawing before care begins, or telling the last day: first what it does, then two buttons of one size. */
export function LeaveSheet({ of, onClose }: { of: Enrolment; onClose: () => void }) {
  const [daysAhead, setDaysAhead] = useState(of.lastDay ? daysBetween(of.today, of.lastDay) : of.noticeDays);
  const most = of.lastDay ? daysBetween(of.today, of.lastDay) : mostDaysAhead;
  const lastDay = addDays(of.today, daysAhead);
  const write = useWrite();
  const end = () =>
    write.run(async () => {
      const body = of.needsLastDay ? { lastDay } : {};
      keepEnrolment(await call('withdrawEnrolment', { params: { enrolmentId: of.id }, body }));
      onClose();
    });
  return (
    <ConfirmSheet
      title={of.needsLastDay ? '最后一天是哪天？' : '撤回申请？'}
      isOpen
      doText={of.needsLastDay ? '就定这天' : '撤回'}
      busyText={of.needsLastDay ? '正在告诉机构' : '正在撤回'}
      keepText={of.needsLastDay ? '先不定' : '先不撤回'}
      isBusy={write.isBusy}
      fault={write.error === null ? null : errorLine(write.error)}
      onDo={() => void end()}
      onClose={onClose}
    >
      {of.needsLastDay ? (
        <>
          <Stepper
            label="最后一天"
            value={daysAhead}
            min={0}
            max={most}
            text={(days) => dayWords(addDays(of.today, days))}
            onChange={setDaysAhead}
          />
          <View className="nc-small nc-above-8">
            一般要提前 {of.noticeDays} 天说，早走怎么算钱看协议。这天以后的托位马上让出来，只能再改早。
          </View>
        </>
      ) : (
        <View className="nc-small">留着的托位马上让出来。想去要重新申请。</View>
      )}
    </ConfirmSheet>
  );
}
