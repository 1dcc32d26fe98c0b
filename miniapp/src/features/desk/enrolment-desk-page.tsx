import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Card } from '../../ui/card';
import { DeadlineClock } from '../../ui/deadline-clock';
import { type Fact, FactRows } from '../../ui/fact-rows';
import { Notice } from '../../ui/notice';
import { PageShell } from '../../ui/page-shell';
import { Tag } from '../../ui/tag';
import { Unread } from '../../ui/unread';
import { ageWords, dayWords } from '../../ui/words/civil-words';
import {
  askedWords,
  datesWords,
  deadlineWords,
  enrolmentStatus,
  weekdaysWords,
} from '../../ui/words/enrolment-words';
import { AnswerForm } from './answer-form';
import { type DeskEnrolment, useDeskEnrolment } from './ask-enrolments-desk';
import { OpenDeskGate } from './desk-gate';
import { EndForm } from './end-form';
import { SeenPapers } from './seen-papers';

const title = '入托申请';

/** One enrolment at the desk: what is asked, the answer, the papers that were seen, and how it ends. */
export function EnrolmentDeskPage({ id, overlay }: { id: string; overlay?: ReactNode }) {
  return (
    <OpenDeskGate title={title} role="staff" overlay={overlay}>
      {(open) => (
        <PageShell title={title} isDemo={open.centre?.isDemo ?? false} overlay={overlay}>
          <Enrolment id={id} today={open.today} />
        </PageShell>
      )}
    </OpenDeskGate>
  );
}

function Enrolment({ id, today }: { id: string; today: string }) {
  const { data: of, error, isFetching, refetch } = useDeskEnrolment(id);
  if (of === undefined)
    return (
      <View className="nc-card">
        <Unread label="正在取申请" read={{ error, isFetching, refetch }} />
      </View>
    );
  const isComing = ['accepted', 'enrolled', 'leaving'].includes(of.status);
  return (
    <>
      <Facts of={of} />
      {of.status === 'applied' && <AnswerForm of={of} />}
      {(of.status === 'applied' || isComing) && <SeenPapers of={of} />}
      {isComing && <EndForm of={of} today={today} />}
      <View className="nc-caption nc-centre nc-above-12">你看过哪个孩子、什么时候看的，家长都能看到。</View>
    </>
  );
}

function Facts({ of }: { of: DeskEnrolment }) {
  const { word, tint } = enrolmentStatus[of.status];
  const { placement } = of;
  const facts: Fact[] = [
    ['孩子', `${of.childNickname}，${of.firstDay === null ? '' : '到那天 '}${ageWords(of.ageMonths)}`],
    ['想要', askedWords(of)],
    ['家长说', of.note ?? '没写'],
    ...(placement === null
      ? []
      : [
          ['班', placement.groupName] as const,
          ['第一天', dayWords(placement.firstDay)] as const,
          ['星期', weekdaysWords(placement.weekdays)] as const,
        ]),
    ...(placement !== null && placement.withoutDates.length > 0
      ? [['没留托位', datesWords(placement.withoutDates)] as const]
      : []),
    ...(of.answer === null ? [] : [['你们说', of.answer] as const]),
    ...(of.lastDay === null ? [] : [['最后一天', dayWords(of.lastDay)] as const]),
    ...(of.endReason === null ? [] : [['原因', of.endReason] as const]),
  ];
  return (
    <Card
      className="dk-facts"
      title={`${of.childNickname}的入托`}
      aside={<Tag text={of.status === 'applied' ? '等你答复' : word} tone={tint} />}
    >
      {of.status === 'applied' && (
        <>
          <View className="nc-small nc-above-4" role="status">
            {deadlineWords(of)}
          </View>
          <DeadlineClock given={of.workdaysGiven} left={of.workdaysLeft} />
        </>
      )}
      <FactRows facts={facts} />
      {of.shortDates.length > 0 && (
        <Notice tone="apricot" icon="warning" className="nc-above-8">
          {datesWords(of.shortDates)}没有留到托位。加托位后会自己补上。
        </Notice>
      )}
    </Card>
  );
}
