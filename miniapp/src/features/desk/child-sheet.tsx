import { View } from '@tarojs/components';
import { useState } from 'react';
import { errorLine } from '../../api/error-messages';
import { useWrite } from '../../api/use-write';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Sheet } from '../../ui/sheet';
import { TextField } from '../../ui/text-field';
import { timeRange } from '../../ui/words/civil-words';
import { askDesk, keepAttending, keepEnded, type Roster } from './ask-desk';

const longestReason = 60;

/** What else may be done about a child that comes by the month: it has not come. */
export function EnrolledSheet(props: {
  child: Roster['enrolled'][number];
  date: string;
  onClose: () => void;
}) {
  const { child, date, onClose } = props;
  const { enrolmentId, nickname } = child;
  const write = useWrite();
  const markNoShow = () =>
    write.run(async () => {
      const input = { params: { enrolmentId }, body: { date, attendance: 'noShow' as const } };
      keepAttending(await askDesk('deskNoteAttendance', input));
      onClose();
    });
  return (
    <Sheet title={`${nickname} ${timeRange(child.from, child.to)}`} isOpen onClose={onClose}>
      <Refusal of={write} />
      <NotCome nickname={nickname} isBusy={write.isBusy} onTap={() => void markNoShow()} />
    </Sheet>
  );
}

function Refusal({ of }: { of: Pick<ReturnType<typeof useWrite>, 'error'> }) {
  if (of.error === null) return null;
  return (
    <Notice tone="apricot" icon="warning" role="alert" className="nc-above-8">
      {errorLine(of.error)}
    </Notice>
  );
}

function NotCome(props: { nickname: string; isBusy: boolean; onTap: () => void }) {
  return (
    <View className="nc-above-8">
      <View className="nc-small">没来：位置让给别人，家长会收到通知。后来到了，当天还能补登记。</View>
      <Button
        className="nc-above-8"
        kind="outline"
        text={`记${props.nickname}没来`}
        isBusy={props.isBusy}
        onTap={props.onTap}
      />
    </View>
  );
}

/** What else may be done about a child that is booked: it has not come, or its centre can't take it. */
export function ChildSheet(props: {
  child: Roster['children'][number];
  isToday: boolean;
  onClose: () => void;
}) {
  const { child, isToday, onClose } = props;
  const { bookingId, nickname } = child;
  const [reason, setReason] = useState('');
  const write = useWrite();
  const markNoShow = () =>
    write.run(async () => {
      keepEnded(await askDesk('deskMarkNoShow', { body: { bookingId } }));
      onClose();
    });
  const cancel = () =>
    write.run(async () => {
      const input = { params: { bookingId }, body: { reason: reason.trim() } };
      keepEnded(await askDesk('deskCancelBooking', input));
      onClose();
    });
  return (
    <Sheet title={`${nickname} ${timeRange(child.from, child.to)}`} isOpen onClose={onClose}>
      <Refusal of={write} />
      {isToday && <NotCome nickname={nickname} isBusy={write.isBusy} onTap={() => void markNoShow()} />}
      <View className="nc-above-16">
        <View className="nc-small">园里接不了：预约取消，不收费，家长看到原因和附近还有位置的机构。</View>
        <TextField
          id="cancel-reason"
          label="原因，家长会看到"
          value={reason}
          maxLength={longestReason}
          placeholder="比如 老师请假、水管坏了"
          onChange={setReason}
        />
        <Button
          className="nc-above-8"
          kind="outline"
          text="取消这个预约"
          isBusy={write.isBusy}
          isDisabled={reason.trim() === ''}
          onTap={() => void cancel()}
        />
      </View>
    </Sheet>
  );
}
