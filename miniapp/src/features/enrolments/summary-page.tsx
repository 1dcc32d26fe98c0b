import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { printPage } from '../../platform/print';
import { FactRows } from '../../ui/fact-rows';
import { PageShell } from '../../ui/page-shell';
import { PaperPage } from '../../ui/paper-page';
import { Unread } from '../../ui/unread';
import { deadlineWords, enrolmentStatus, healthWords } from '../../ui/words/enrolment-words';
import { useEnrolment } from './ask-enrolments';
import { factsOf } from './enrolment-facts';
import './enrolments.css';
import './summary.css';

const title = '入托摘要';

/** One sheet of paper to take to the centre: what was asked for and agreed to, and room for what is seen there. */
export function SummaryPage({ id, overlay }: { id: string; overlay?: ReactNode }) {
  const read = useEnrolment(id);
  const of = read.data;
  if (of === undefined) {
    return (
      <PageShell title={title} overlay={overlay}>
        <View className="nc-card">
          <Unread label="正在取申请" read={read} />
        </View>
      </PageShell>
    );
  }
  return (
    <PaperPage title={title} isDemo={of.isDemo} overlay={overlay}>
      <View className="nc-card nc-sheet-of-paper">
        <View className="en-sheet-title">
          {of.child.nickname}的入托{of.placement === null ? '申请' : '安排'}
        </View>
        <View className="nc-small">
          {enrolmentStatus[of.status].word}
          {of.status === 'applied' && `，${deadlineWords(of)}`}
        </View>
        <FactRows
          facts={[
            ...factsOf(of),
            ['地址', of.centre.address],
            ...(of.centre.phone === null ? [] : [['电话', of.centre.phone] as const]),
          ]}
        />
        <View className="nc-strong nc-above-12">入园前带给机构看</View>
        {of.health.items.map(({ kind, isConfirmed }) => (
          <View key={kind} className="en-box-row">
            <View className="en-box">{isConfirmed ? '✓' : ''}</View>
            <View>{healthWords[kind]}</View>
          </View>
        ))}
        {of.refundNotes.map((note) => (
          <View key={note} className="nc-caption nc-above-4">
            {note}
          </View>
        ))}
        <View className="nc-caption nc-above-12">申请号 {of.id}</View>
      </View>
      {printPage === null && (
        <View className="nc-small nc-centre nc-above-8 nc-not-on-paper">截屏发给能打印的人。</View>
      )}
    </PaperPage>
  );
}
