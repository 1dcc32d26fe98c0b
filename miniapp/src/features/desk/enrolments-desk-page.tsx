import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { goTo } from '../../platform/navigate';
import { Card } from '../../ui/card';
import { PageShell } from '../../ui/page-shell';
import { Tag } from '../../ui/tag';
import { Tap } from '../../ui/tap';
import { Unread } from '../../ui/unread';
import { dayWords } from '../../ui/words/civil-words';
import { askedWords, deadlineWords, enrolmentStatus } from '../../ui/words/enrolment-words';
import { type DeskEnrolmentItem, useDeskEnrolments } from './ask-enrolments-desk';
import { OpenDeskGate } from './desk-gate';

const title = '入托申请';

/** Those that wait for an answer first, by deadline; then those that come by the month. Nobody is named here. */
export function EnrolmentsDeskPage({ overlay }: { overlay?: ReactNode }) {
  return (
    <OpenDeskGate title={title} role="staff" overlay={overlay}>
      {(open) => (
        <PageShell title={title} isDemo={open.centre?.isDemo ?? false} overlay={overlay}>
          <Enrolments />
        </PageShell>
      )}
    </OpenDeskGate>
  );
}

function Enrolments() {
  const { data, error, isFetching, refetch } = useDeskEnrolments();
  if (data === undefined)
    return (
      <View className="nc-card">
        <Unread label="正在取申请" read={{ error, isFetching, refetch }} />
      </View>
    );
  if (data.items.length === 0)
    return (
      <Card title="还没有入托申请">
        <View className="nc-small nc-above-4">家长按月申请的会在这里，快到期的排在前面。</View>
      </Card>
    );
  return (
    <Card className="dk-list dk-facts">
      <View role="list">
        {data.items.map((item) => (
          <View key={item.id} className="dk-item" role="listitem">
            <Row item={item} />
          </View>
        ))}
      </View>
    </Card>
  );
}

function Row({ item }: { item: DeskEnrolmentItem }) {
  const { word, tint } = enrolmentStatus[item.status];
  const shown = item.status === 'applied' ? (item.isOverdue ? '超过期限' : '等你答复') : word;
  const line =
    item.status === 'applied'
      ? deadlineWords(item)
      : item.lastDay !== null
        ? `最后一天 ${dayWords(item.lastDay)}`
        : item.firstDay === null
          ? ''
          : `${dayWords(item.firstDay)}起`;
  return (
    <Tap
      role="link"
      className="dk-row"
      label={`${askedWords(item)}，${shown}，${line}`}
      onTap={() => goTo('/pages/desk/enrolment', { id: item.id })}
    >
      <View className="nc-grow">
        <View className="nc-strong">{askedWords(item)}</View>
        {line !== '' && <View className="nc-small">{line}</View>}
      </View>
      <Tag text={shown} tone={tint} />
    </Tap>
  );
}
