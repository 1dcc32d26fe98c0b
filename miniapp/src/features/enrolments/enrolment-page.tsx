import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { requireSession, useSession } from '../../api/session';
import { goTo, goToTab } from '../../platform/navigate';
import { callPhone } from '../../platform/phone-call';
import { Button, LinkButton } from '../../ui/button';
import { Card } from '../../ui/card';
import { DeadlineClock } from '../../ui/deadline-clock';
import { Dock } from '../../ui/dock';
import { EmptyCard } from '../../ui/empty-card';
import { FactRows } from '../../ui/fact-rows';
import { Notice } from '../../ui/notice';
import { PageShell } from '../../ui/page-shell';
import { Tag } from '../../ui/tag';
import { Unread } from '../../ui/unread';
import { monthDay } from '../../ui/words/civil-words';
import { datesWords, deadlineWords, enrolmentStatus } from '../../ui/words/enrolment-words';
import { type Enrolment, isEnrolmentOver, useEnrolment } from './ask-enrolments';
import { AttendanceCard } from './attendance-card';
import { factsOf } from './enrolment-facts';
import { stepsOf } from './enrolment-steps';
import './enrolments.css';
import { HealthCheckCard } from './health-check-card';
import { LeaveSheet } from './leave-sheet';

const title = '入托申请';

/** One enrolment: where it stands, until when the centre answers, what was agreed to, and the way out. */
export function EnrolmentPage({ id, overlay }: { id: string; overlay?: ReactNode }) {
  const isSignedOut = useSession((session) => session.status === 'signedOut');
  const read = useEnrolment(id);
  if (isSignedOut || read.data === undefined) {
    return (
      <PageShell title={title} overlay={overlay}>
        {isSignedOut ? (
          <EmptyCard seed="enrolment" title="先登录一下" sentence="登录后接着看。">
            <Button text="登录" onTap={() => requireSession(() => undefined)} />
          </EmptyCard>
        ) : (
          <View className="nc-card">
            <Unread label="正在取申请" read={read} />
          </View>
        )}
      </PageShell>
    );
  }
  return <Shown of={read.data} overlay={overlay} />;
}

function Shown({ of, overlay }: { of: Enrolment; overlay: ReactNode }) {
  const [isLeaving, setLeaving] = useState(false);
  const { phone, name } = of.centre;
  const isOpen = of.status === 'applied' || of.status === 'accepted';
  const isOver = isEnrolmentOver(of);
  return (
    <PageShell
      title={title}
      isDemo={of.isDemo}
      dock={
        <Dock>
          {phone !== null && (
            <Button
              className="nc-half"
              kind="outline"
              icon="phone"
              text="电话"
              label={`打电话给${name}`}
              onTap={() => callPhone(phone)}
            />
          )}
          {isOver ? (
            <Button className="nc-half" text="看附近" onTap={() => goToTab('/pages/find/index')} />
          ) : (
            <Button
              className="nc-half"
              kind={of.isOverdue ? 'outline' : 'solid'}
              text="打印摘要"
              onTap={() => goTo('/pages/enrolment/summary', { id: of.id })}
            />
          )}
        </Dock>
      }
      overlay={
        <>
          {isLeaving && <LeaveSheet of={of} onClose={() => setLeaving(false)} />}
          {overlay}
        </>
      }
    >
      <StatusCard of={of} />
      <AttendanceCard of={of} />
      <Card className="en-gap en-facts" title="申请内容">
        <FactRows facts={factsOf(of)} />
        {of.placement !== null && (
          <View className="nc-caption nc-above-8">价格是机构的价目表，只上几天的请和机构谈。到园付。</View>
        )}
      </Card>
      {(isOpen || of.status === 'enrolled') && <HealthCheckCard of={of} />}
      {of.canWithdraw && (
        <Card className="en-gap" title={of.needsLastDay ? '离园和退费' : '不想去了'}>
          {of.needsLastDay &&
            of.refundNotes.map((note) => (
              <View key={note} className="nc-small nc-above-4">
                {note}
              </View>
            ))}
          <LinkButton
            text={of.needsLastDay ? (of.lastDay === null ? '定最后一天' : '最后一天改早') : '撤回申请'}
            onTap={() => setLeaving(true)}
          />
        </Card>
      )}
    </PageShell>
  );
}

function StatusCard({ of }: { of: Enrolment }) {
  const { word, tint } = enrolmentStatus[of.status];
  return (
    <Card
      title={`${of.child.nickname}的入托`}
      aside={<Tag text={of.isOverdue ? '超过期限' : word} tone={tint} />}
    >
      {of.status === 'applied' && (
        <>
          <View className="nc-strong nc-above-4" role="status">
            {deadlineWords(of)}
          </View>
          <DeadlineClock given={of.workdaysGiven} left={of.workdaysLeft} />
        </>
      )}
      {of.isOverdue && <Overdue />}
      <View className="en-steps" role="list">
        {stepsOf(of).map(({ text, note, state }) => (
          <View key={text} className={`en-step en-step-${state}`} role="listitem">
            <View className="nc-strong">{text}</View>
            {note !== null && <View className="nc-small">{note}</View>}
          </View>
        ))}
      </View>
      {of.answer !== null && <View className="nc-small nc-above-8">机构说：{of.answer}</View>}
      {of.endReason !== null && <View className="nc-small nc-above-8">机构说：{of.endReason}</View>}
      {of.shortDates.length > 0 && (
        <Notice tone="apricot" icon="warning" className="nc-above-12">
          {datesWords(of.shortDates)}托位不够，请问机构。
        </Notice>
      )}
      {of.heldUntil !== null && of.lastDay === null && (
        <View className="nc-caption nc-above-8">托位已经留到 {monthDay(of.heldUntil)}，每天往后接着留。</View>
      )}
    </Card>
  );
}

/** What the centre let pass: it can still answer, and nothing has to be waited for. */
function Overdue() {
  return (
    <Notice tone="apricot" icon="warning" className="nc-above-12">
      <View>机构还能答复，也可以打电话问。同时能申请别家。</View>
      <LinkButton text="看附近的机构" onTap={() => goToTab('/pages/find/index')} />
    </Notice>
  );
}
