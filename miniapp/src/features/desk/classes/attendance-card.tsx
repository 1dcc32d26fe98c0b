import { View } from '@tarojs/components';
import { useState } from 'react';
import { errorLine } from '../../../api/error-messages';
import { useWrite } from '../../../api/use-write';
import { saveFile } from '../../../platform/save-file';
import { Button, LinkButton } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { MoreButton } from '../../../ui/more-button';
import { Notice } from '../../../ui/notice';
import { Tag } from '../../../ui/tag';
import { TextField } from '../../../ui/text-field';
import { Unread } from '../../../ui/unread';
import { ageWords } from '../../../ui/words/civil-words';
import { WriteFault } from '../../../ui/write-fault';
import { askDesk } from '../ask-desk';
import { atWords } from '../desk-words';
import { type Attendee, type DeskClass, keepAttendee, useAttendees } from './ask-classes-desk';

const codeLength = 6;

const statusWords: Record<
  Attendee['status'],
  { word: string; tone: 'green' | 'apricot' | 'plain' | 'indigo' }
> = {
  confirmed: { word: '报了名', tone: 'indigo' },
  waiting: { word: '候补', tone: 'apricot' },
  offered: { word: '等答复', tone: 'apricot' },
  attended: { word: '到了', tone: 'green' },
  absent: { word: '没来', tone: 'plain' },
};

/** Who is there: by the six digits that a family tells, or by the list, which is read only when it is wanted. */
export function AttendanceCard({ of }: { of: DeskClass }) {
  const [isListed, setListed] = useState(false);
  const { checkIn } = of;
  const isOpen = checkIn?.isOpen === true && of.may.includes('markAttendance');
  return (
    <Card className="dk-gap" title="签到">
      {checkIn !== null && !isOpen && (
        <View className="nc-small" role="status">
          {Date.parse(checkIn.opensAt) > Date.now()
            ? `${atWords(checkIn.opensAt)} 开始签到。`
            : `签到到 ${atWords(checkIn.closesAt)} 为止。`}
        </View>
      )}
      {isOpen && <ByCode of={of} />}
      {isListed ? (
        <Attendees of={of} canMark={isOpen} />
      ) : (
        <View className="nc-above-8">
          <Button kind="outline" isSmall icon="list" text="看名单" onTap={() => setListed(true)} />
          <View className="nc-caption nc-above-4">看了名单，会告诉报名的家庭。</View>
        </View>
      )}
      <Export of={of} />
    </Card>
  );
}

function ByCode({ of }: { of: DeskClass }) {
  const [code, setCode] = useState('');
  const [came, setCame] = useState<Attendee | null>(null);
  const write = useWrite();
  const isWhole = /^\d{6}$/.test(code.trim());
  const mark = (typed: string) =>
    void write.run(async () => {
      const body = { code: typed.trim(), mark: 'attended' as const };
      // The same code again has the same answer; so no key is needed.
      const attendee = await askDesk('deskMarkAttendance', { params: { classId: of.id }, body });
      keepAttendee(of.id, attendee);
      setCame(attendee);
      setCode('');
    });
  return (
    <View>
      {came !== null && (
        <Notice tone="green" icon="check">
          {came.childNickname}到了，{ageWords(came.ageMonths)}。
        </Notice>
      )}
      <TextField
        id="class-code"
        label="家长报的签到码"
        value={code}
        type="number"
        maxLength={codeLength}
        autocomplete="off"
        hint="6 位数字，在家长手机的“我的课”里"
        error={write.error === null ? undefined : errorLine(write.error)}
        onChange={(next) => {
          setCode(next);
          write.forgive();
        }}
        onEnter={() => isWhole && mark(code)}
      />
      <Button
        className="nc-above-8"
        text={write.isBusy ? '正在签到' : '签到'}
        isBusy={write.isBusy}
        isDisabled={!isWhole}
        onTap={() => mark(code)}
      />
    </View>
  );
}

function Attendees({ of, canMark }: { of: DeskClass; canMark: boolean }) {
  const read = useAttendees(of.id, true);
  const { items } = read;
  if (items === null) return <Unread label="正在取名单" read={read} />;
  if (items.length === 0) return <View className="nc-small nc-above-8">还没有人报名。</View>;
  const isOver = of.time === 'over';
  return (
    <View className="nc-above-8" role="list">
      {items.map((attendee) => (
        <View key={attendee.signUpId} role="listitem">
          <Row of={of} attendee={attendee} canMark={canMark} isOver={isOver} />
        </View>
      ))}
      <MoreButton read={read} />
    </View>
  );
}

function Row(props: { of: DeskClass; attendee: Attendee; canMark: boolean; isOver: boolean }) {
  const { of, attendee, canMark, isOver } = props;
  const { childNickname: name, status } = attendee;
  const write = useWrite();
  const mark = (to: 'attended' | 'absent') =>
    void write.run(async () => {
      const body = { signUpId: attendee.signUpId, mark: to };
      keepAttendee(of.id, await askDesk('deskMarkAttendance', { params: { classId: of.id }, body }));
    });
  const isSeated = status === 'confirmed' || status === 'attended' || status === 'absent';
  return (
    <View className="dk-row">
      <View className="nc-grow">
        <View className="nc-row nc-gap-8">
          <View className="nc-strong">{name}</View>
          <Tag text={statusWords[status].word} tone={statusWords[status].tone} />
        </View>
        <View className="nc-caption">
          {ageWords(attendee.ageMonths)}
          {attendee.attendedAt === null ? '' : `·${atWords(attendee.attendedAt)} 到`}
        </View>
        <WriteFault error={write.error} />
      </View>
      {canMark && isSeated && (
        <View className="nc-row nc-gap-8">
          {status !== 'attended' && (
            <Button
              kind="outline"
              isSmall
              text="到了"
              label={`${name}到了`}
              isBusy={write.isBusy}
              onTap={() => mark('attended')}
            />
          )}
          {isOver && status !== 'absent' && (
            <Button
              kind="outline"
              isSmall
              text="没来"
              label={`${name}没来`}
              isBusy={write.isBusy}
              onTap={() => mark('absent')}
            />
          )}
        </View>
      )}
    </View>
  );
}

function Export({ of }: { of: DeskClass }) {
  const write = useWrite();
  const save = () =>
    void write.run(async () => {
      const { fileName, text } = await askDesk('deskExportAttendance', { params: { classId: of.id } });
      await saveFile(fileName, text, 'text/csv');
    });
  return (
    <View className="nc-above-8">
      <LinkButton icon="download" text="导出名单（CSV）" isBusy={write.isBusy} onTap={save} />
      <WriteFault error={write.error} />
    </View>
  );
}
