import type { Reply } from '@nearcare/shared/contract/types';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { errorLine } from '../../api/error-messages';
import { useWrite } from '../../api/use-write';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Tag } from '../../ui/tag';
import { askDesk, keepAttending, keepChecked, type Roster } from './ask-desk';
import { CodeField } from './code-field';
import { atWords, childStateWords } from './desk-words';

type Booked = Roster['children'][number];
type Enrolled = Roster['enrolled'][number];
type Step = 'checkedIn' | 'checkedOut';

/** A booked child came, or was collected. */
export function BookedAction({ child, isToday }: { child: Booked; isToday: boolean }) {
  const body = { bookingId: child.bookingId };
  return (
    <ChildAction
      child={child}
      isToday={isToday}
      note={async (step) =>
        keepChecked(await askDesk(step === 'checkedIn' ? 'deskCheckIn' : 'deskCheckOut', { body }))
      }
    />
  );
}

/** A child that comes by the month came on that day, or was collected. */
export function EnrolledAction({
  child,
  date,
  isToday,
}: {
  child: Enrolled;
  date: string;
  isToday: boolean;
}) {
  const params = { enrolmentId: child.enrolmentId };
  return (
    <ChildAction
      child={child}
      isToday={isToday}
      note={async (attendance) =>
        keepAttending(await askDesk('deskNoteAttendance', { params, body: { date, attendance } }))
      }
    />
  );
}

/** The one thing to do about a child of today; else how it stands. */
function ChildAction(props: {
  child: Pick<Booked, 'nickname' | 'status'>;
  isToday: boolean;
  note: (step: Step) => Promise<void>;
}) {
  const write = useWrite();
  const { nickname, status } = props.child;
  const { word, tint } = childStateWords[status];
  const step =
    status === 'confirmed' || status === 'noShow'
      ? ({ is: 'checkedIn', text: '到了' } as const)
      : status === 'checkedIn'
        ? ({ is: 'checkedOut', text: '接走了' } as const)
        : null;
  if (!props.isToday || step === null) return <Tag text={word} tone={tint} />;
  return (
    <View className="dk-action">
      <Button
        isSmall
        kind={status === 'confirmed' ? 'solid' : 'outline'}
        text={step.text}
        label={`${nickname}${step.text}`}
        isBusy={write.isBusy}
        onTap={() => void write.run(() => props.note(step.is))}
      />
      {write.error !== null && (
        <View className="nc-caption" role="alert">
          {errorLine(write.error)}
        </View>
      )}
    </View>
  );
}

/** A child whose family shows its card: by the QR, or by number and four digits read out. */
export function CheckInByCard() {
  const [text, setText] = useState('');
  const [came, setCame] = useState<Reply<'deskCheckIn'> | null>(null);
  const write = useWrite();
  const checkIn = (typed: string) =>
    write.run(async () => {
      const checked = await askDesk('deskCheckIn', { body: { gateText: typed.trim() } });
      keepChecked(checked);
      setCame(checked);
      setText('');
    });
  return (
    <View>
      <CodeField
        id="gate-text"
        label="入园卡"
        value={text}
        hint="扫家长的入园卡，或输入预约号和四位入园码"
        error={write.error === null ? undefined : errorLine(write.error)}
        onChange={(next) => {
          setText(next);
          write.forgive();
        }}
        onEnter={(typed) => typed.trim().length >= 4 && void checkIn(typed)}
      />
      {came !== null && (
        <Notice icon="check" role="status" className="nc-above-8">
          {came.nickname}到了，{came.groupName}，{atWords(came.checkedInAt)} 登记。
        </Notice>
      )}
    </View>
  );
}
