import { View } from '@tarojs/components';
import { useState } from 'react';
import { errorLine } from '../../../api/error-messages';
import { useWrite } from '../../../api/use-write';
import { saveFile } from '../../../platform/save-file';
import { Button, LinkButton } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { ChoiceList } from '../../../ui/choice-list';
import { MoreButton } from '../../../ui/more-button';
import { Notice } from '../../../ui/notice';
import { Tag } from '../../../ui/tag';
import { TextField } from '../../../ui/text-field';
import { Unread } from '../../../ui/unread';
import { ageWords } from '../../../ui/words/civil-words';
import { sessionWords } from '../../../ui/words/class-words';
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
  const [chosen, setChosen] = useState<string | null>(null);
  const { checkIn, sessions } = of;
  const session = sessions.find(({ startsAt }) => startsAt === (chosen ?? checkIn?.session)) ?? sessions[0];
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
      {sessions.length > 1 && session !== undefined && (
        <ChoiceList
          label="哪一次"
          value={session.startsAt}
          options={sessions.map((one, index) => ({
            value: one.startsAt,
            text: `第 ${index + 1} 次，${sessionWords(one)}`,
          }))}
          onChange={setChosen}
        />
      )}
      {isOpen && <ByCode key={session?.startsAt} of={of} session={session} />}
      {isListed ? (
        <Attendees of={of} session={session} canMark={isOpen} />
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

type Session = DeskClass['sessions'][number];
/** Of a class with one session the service knows which. */
const sessionNamed = ({ sessions }: DeskClass, session: Session | undefined) =>
  session === undefined || sessions.length <= 1 ? {} : { session: session.startsAt };

function ByCode({ of, session }: { of: DeskClass; session: Session | undefined }) {
  const [code, setCode] = useState('');
  const [came, setCame] = useState<Attendee | null>(null);
  const write = useWrite();
  const isWhole = /^\d{6}$/.test(code.trim());
  const mark = (typed: string) =>
    void write.run(async () => {
      const body = { code: typed.trim(), ...sessionNamed(of, session), mark: 'attended' as const };
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

type AttendeesProps = { of: DeskClass; session: Session | undefined; canMark: boolean };

function Attendees({ of, session, canMark }: AttendeesProps) {
  const read = useAttendees(of.id, true);
  const { items } = read;
  if (items === null) return <Unread label="正在取名单" read={read} />;
  if (items.length === 0) return <View className="nc-small nc-above-8">还没有人报名。</View>;
  const isOver = session !== undefined && Date.parse(session.endsAt) <= Date.now();
  return (
    <View className="nc-above-8" role="list">
      {items.map((attendee) => (
        <View key={attendee.signUpId} role="listitem">
          <Row of={of} session={session} attendee={attendee} canMark={canMark} isOver={isOver} />
        </View>
      ))}
      <MoreButton read={read} />
    </View>
  );
}

function Row(props: AttendeesProps & { attendee: Attendee; isOver: boolean }) {
  const { of, session, attendee, canMark, isOver } = props;
  const { childNickname: name } = attendee;
  const { status, at } = notedAt(attendee, of, session);
  const write = useWrite();
  const mark = (to: 'attended' | 'absent') =>
    void write.run(async () => {
      const body = { signUpId: attendee.signUpId, ...sessionNamed(of, session), mark: to };
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
          {status !== 'attended' || at === null ? '' : `·${atWords(at)} 到`}
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

/** How it stands with that session; who was at another one is as good as not noted yet. */
function notedAt(
  { status, attendedAt, marks }: Attendee,
  { sessions }: DeskClass,
  session: Session | undefined,
): { status: Attendee['status']; at: string | null } {
  if (sessions.length <= 1 || status === 'waiting' || status === 'offered') return { status, at: attendedAt };
  const noted = marks.find((one) => one.session === session?.startsAt);
  return { status: noted?.mark ?? 'confirmed', at: noted?.at ?? null };
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
