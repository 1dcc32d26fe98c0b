import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { goTo } from '../../../platform/navigate';
import { usePageShown } from '../../../platform/page';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { type Fact, FactRows } from '../../../ui/fact-rows';
import { Notice } from '../../../ui/notice';
import { PageShell } from '../../../ui/page-shell';
import { Tag } from '../../../ui/tag';
import { Unread } from '../../../ui/unread';
import {
  agesWords,
  kindWords,
  lengthWords,
  sessionWords,
  wayLooks,
  wayWords,
} from '../../../ui/words/class-words';
import { priceWithCurrency } from '../../../ui/words/money';
import { OpenDeskGate } from '../desk-gate';
import { type DeskClass, useDeskClass } from './ask-classes-desk';
import { AttendanceCard } from './attendance-card';
import { CancelClassSheet } from './cancel-class-sheet';

const title = '这节课';
const changeWords: Record<NonNullable<DeskClass['change']>['kind'], string> = {
  moved: '改过时间或地方',
  changed: '改过价格或老师',
  cancelled: '取消了',
};

/** One class at the desk: how many come, who is there, and what can be done with it. */
export function ClassDeskPage({ id, overlay }: { id: string; overlay?: ReactNode }) {
  return (
    <OpenDeskGate title={title} overlay={overlay}>
      {() => <ClassAtDesk id={id} overlay={overlay} />}
    </OpenDeskGate>
  );
}

function ClassAtDesk({ id, overlay }: { id: string; overlay: ReactNode }) {
  const read = useDeskClass(id);
  const { data: of, refetch } = read;
  const [isCancelling, setCancelling] = useState(false);
  usePageShown(() => void refetch());
  if (of === undefined)
    return (
      <PageShell title={title} overlay={overlay}>
        <View className="nc-card">
          <Unread label="正在取这节课" read={read} />
        </View>
      </PageShell>
    );
  return (
    <PageShell
      title={title}
      isDemo={of.isDemo}
      overlay={
        <>
          {isCancelling && <CancelClassSheet of={of} onClose={() => setCancelling(false)} />}
          {overlay}
        </>
      }
    >
      <HeadCard of={of} />
      <Ways of={of} onCancel={() => setCancelling(true)} />
      {of.way === 'onSite' && of.status === 'published' && <AttendanceCard of={of} />}
      <CommentsCard of={of} />
    </PageShell>
  );
}

function HeadCard({ of }: { of: DeskClass }) {
  const { counts, seats } = of;
  const facts: Fact[] = [
    ...of.sessions.map(
      (session, index): Fact => [
        of.sessions.length > 1 ? `第 ${index + 1} 次` : '时间',
        sessionWords(session),
      ],
    ),
    ...(of.venue === null ? [] : ([['地方', `${of.venue.name}，${of.venue.address}`]] as Fact[])),
    ...(of.recordedSeconds === null ? [] : ([['长度', lengthWords(of.recordedSeconds)]] as Fact[])),
    ['适合', agesWords(of)],
    ['收费', of.priceFen === 0 ? '免费' : priceWithCurrency(of.priceFen, of.currency)],
    [
      of.way === 'recorded' ? '在学' : '报名',
      `${counts.confirmed} ${of.way === 'recorded' ? '家' : '人'}${seats === null ? '' : `，共 ${seats.places} 席`}${counts.waiting === 0 ? '' : `，候补 ${counts.waiting} 家`}`,
    ],
    ...(counts.attended + counts.absent === 0
      ? []
      : ([
          ['到了', `${counts.attended} 人${counts.absent === 0 ? '' : `，没来 ${counts.absent} 人`}`],
        ] as Fact[])),
  ];
  return (
    <View className="nc-card">
      <View className="nc-row nc-wrap nc-gap-4">
        <Tag text={wayWords[of.way]} tone={wayLooks[of.way].tone} icon={wayLooks[of.way].icon} />
        <Tag text={kindWords[of.kind]} />
        <Tag text={of.topicLabel} />
        {of.status === 'cancelled' && <Tag text="取消了" tone="red" />}
      </View>
      <View className="nc-heading nc-above-4" role="heading" aria-level="2">
        {of.title}
      </View>
      <FactRows facts={facts} />
      {of.change !== null && (
        <Notice tone="apricot" icon="warning" className="nc-above-8">
          {changeWords[of.change.kind]}：{of.change.reason}
        </Notice>
      )}
    </View>
  );
}

function Ways({ of, onCancel }: { of: DeskClass; onCancel: () => void }) {
  const { id, may } = of;
  const hasRoom = of.way === 'live' && of.status === 'published';
  if (may.length === 0 && !hasRoom) return null;
  return (
    <View className="nc-row nc-wrap nc-gap-8 dk-gap">
      {hasRoom && (
        <Button
          className="nc-half"
          icon="video"
          text="去主持"
          onTap={() => goTo('/pages/desk-classes/live', { id })}
        />
      )}
      {may.includes('attachRecording') && (
        <Button
          className="nc-half"
          icon="play"
          kind={of.recordedSeconds === null ? 'solid' : 'outline'}
          text={of.recordedSeconds === null ? '放录像' : '改录像'}
          onTap={() => goTo('/pages/desk-classes/lesson', { id })}
        />
      )}
      {may.includes('update') && (
        <Button
          className="nc-half"
          kind="outline"
          text="改这节课"
          onTap={() => goTo('/pages/desk-classes/edit', { id })}
        />
      )}
      {may.includes('cancel') && (
        <Button className="nc-half" kind="outline" text="取消这节课" onTap={onCancel} />
      )}
    </View>
  );
}

function CommentsCard({ of }: { of: DeskClass }) {
  if (of.rating === null && of.heldComments === 0) return null;
  return (
    <Card className="dk-gap" title="家长怎么说">
      {of.rating !== null && (
        <View className="nc-strong">
          {of.rating.mean.toFixed(1)} 分，{of.rating.count} 家评过
        </View>
      )}
      {of.comments.map(({ stars, text }, index) => (
        // Said by nobody one may know: their order is all that tells them apart.
        <View key={`${index}${text}`} className="dk-row">
          <View className="nc-strong">{stars} 分</View>
          <View className="nc-grow">{text}</View>
        </View>
      ))}
      {of.heldComments > 0 && <View className="nc-caption">有 {of.heldComments} 条内容待核，没有显示。</View>}
    </Card>
  );
}
