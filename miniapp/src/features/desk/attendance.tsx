import type { Reply } from '@nearcare/shared/contract/types';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { errorLine } from '../../api/error-messages';
import { useWrite } from '../../api/use-write';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Tag } from '../../ui/tag';
import { askDesk, keepChecked, type Roster } from './ask-desk';
import { CodeField } from './code-field';
import { atWords, childStateWords } from './desk-words';

type Child = Roster['children'][number];

/** The one thing to do about a child of today: it came, or it was collected; else how it stands. */
export function ChildAction({ child, isToday }: { child: Child; isToday: boolean }) {
  const write = useWrite();
  const { bookingId, nickname, status } = child;
  const act = (operation: 'deskCheckIn' | 'deskCheckOut') =>
    write.run(async () => keepChecked(await askDesk(operation, { body: { bookingId } })));
  const { word, tint } = childStateWords[status];
  const step =
    status === 'confirmed' || status === 'noShow'
      ? ({ operation: 'deskCheckIn', text: '到了' } as const)
      : status === 'checkedIn'
        ? ({ operation: 'deskCheckOut', text: '接走了' } as const)
        : null;
  if (!isToday || step === null) return <Tag text={word} tone={tint} />;
  return (
    <View className="dk-action">
      <Button
        isSmall
        kind={status === 'confirmed' ? 'solid' : 'outline'}
        text={step.text}
        label={`${nickname}${step.text}`}
        isBusy={write.isBusy}
        onTap={() => void act(step.operation)}
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
