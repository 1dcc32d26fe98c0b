import { View } from '@tarojs/components';
import { useState } from 'react';
import { call } from '../../api/client';
import { errorLine } from '../../api/error-messages';
import { useWrite } from '../../api/use-write';
import { ChoiceList } from '../../ui/choice-list';
import { ConfirmSheet } from '../../ui/confirm-sheet';
import { Notice } from '../../ui/notice';
import { clockWords, dayWords } from '../../ui/words/civil-words';
import { needsNote, type Symptom, symptoms } from './absence-words';
import { type Booking, rememberBooking } from './booking-cache';

/** 生病请假: what ails the child as coarsely as can be, what that costs, and two buttons of one size. */
export function AbsenceSheet(props: { booking: Booking; isOpen: boolean; onClose: () => void }) {
  const { booking, onClose } = props;
  const { child, date, cancellation, ifAbsentNow } = booking;
  const until = `当天 ${clockWords(cancellation.sickUntilTime)} 前说不收费。`;
  const [symptom, setSymptom] = useState<Symptom | null>(null);
  const write = useWrite();
  const report = () =>
    write.run(async () => {
      const input = { params: { bookingId: booking.id }, body: { symptom: symptom ?? 'unsaid' } };
      // Asked again, the server gives the same answer; so no key is needed.
      rememberBooking(await call('reportAbsence', input));
      onClose();
    });
  return (
    <ConfirmSheet
      title="生病请假"
      isOpen={props.isOpen}
      doText="请假"
      busyText="正在请假"
      keepText="先不请"
      isBusy={write.isBusy}
      fault={write.error === null ? null : errorLine(write.error)}
      onDo={() => void report()}
      onClose={onClose}
    >
      <View className="nc-small">
        {dayWords(date)}，{child.nickname}不去了，位置马上让出来。
      </View>
      <View className="nc-small">
        {ifAbsentNow?.isInTime === false
          ? `${until}现在过了，收不收、退不退由园方定。`
          : `${until}之后说，收不收、退不退由园方定。`}
      </View>
      <View className="nc-above-12">
        <ChoiceList label="哪里不舒服" value={symptom} options={symptoms} onChange={setSymptom} />
      </View>
      {needsNote(symptom) && (
        <Notice tone="apricot" icon="warning" role="status" className="nc-above-12">
          可能会传给别的孩子。好了回来时，带医生开的健康证明。
        </Notice>
      )}
      <View className="nc-caption nc-above-8">可以不选。只有这家的老师能看到，过了这天就删掉。</View>
    </ConfirmSheet>
  );
}
