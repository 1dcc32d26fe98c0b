import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { useMyFamily } from '../../../api/family';
import { requireSession, useSession } from '../../../api/session';
import { usePageShown } from '../../../platform/page';
import { Button, LinkButton } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { EmptyCard } from '../../../ui/empty-card';
import { type Fact, FactRows } from '../../../ui/fact-rows';
import { PageShell } from '../../../ui/page-shell';
import { Tag } from '../../../ui/tag';
import { Unread } from '../../../ui/unread';
import { topicWords } from '../../../ui/words/class-words';
import { type HomeVisit, useVisit } from '../ask-guidance';
import '../guidance.css';
import { visitStatus, visitTimeWords } from '../../../ui/words/visit-words';
import { CancelVisitSheet } from './cancel-visit-sheet';
import { OfferedSlots } from './offered-slots';
import { VisitThread } from './visit-thread';
import { slotWords, visitLine } from './visit-words';

const title = '入户指导';

/** One home visit: where it stands, the times to pick from, and what was seen and advised. */
export function VisitPage({ id, overlay }: { id: string; overlay?: ReactNode }) {
  const isSignedOut = useSession((session) => session.status === 'signedOut');
  const read = useVisit(id);
  const { visit, refetch } = read;
  const [isCancelling, setCancelling] = useState(false);
  usePageShown(() => {
    if (!isSignedOut) void refetch();
  });
  if (isSignedOut || visit === null) {
    return (
      <PageShell title={title} overlay={overlay}>
        {isSignedOut ? (
          <EmptyCard seed="visits" title="先登录一下" sentence="登录后接着看。">
            <Button text="登录" onTap={() => requireSession(() => undefined)} />
          </EmptyCard>
        ) : (
          <View className="nc-card">
            <Unread label="正在取入户指导" read={read} />
          </View>
        )}
      </PageShell>
    );
  }
  const { word, tint } = visitStatus[visit.status];
  return (
    <PageShell
      title={title}
      overlay={
        <>
          {isCancelling && (
            <CancelVisitSheet
              visit={visit}
              onStale={() => void refetch()}
              onClose={() => setCancelling(false)}
            />
          )}
          {overlay}
        </>
      }
    >
      <View className="nc-card">
        <View className="nc-row nc-between nc-gap-8">
          <View className="nc-heading" role="heading" aria-level="2">
            {visit.status === 'agreed' && visit.slot !== null ? slotWords(visit.slot) : visit.provider.name}
          </View>
          <Tag text={word} tone={tint} />
        </View>
        <View className="nc-small nc-above-4" role="status">
          {visit.status === 'agreed'
            ? `${visit.visitor ?? '老师'}来，${visit.provider.name}安排的`
            : visitLine(visit)}
        </View>
        {visit.endReason !== null && <View className="nc-small">原因：{visit.endReason}</View>}
      </View>
      <OfferedSlots visit={visit} onStale={() => void refetch()} />
      {visit.report !== null && (
        <Card className="gd-gap" title="老师写的">
          <View className="gd-text">{visit.report.text}</View>
          {visit.report.advice !== null && (
            <View className="gd-answer">
              <View className="nc-bold">回家可以这样做</View>
              <View className="gd-text">{visit.report.advice}</View>
            </View>
          )}
        </Card>
      )}
      <Card className="gd-gap" title="经过">
        <VisitThread visit={visit} />
      </Card>
      <Asked visit={visit} />
      {visit.may.includes('cancel') && (
        <View className="nc-centre">
          <LinkButton text="不用来了" onTap={() => setCancelling(true)} />
        </View>
      )}
    </PageShell>
  );
}

function Asked({ visit }: { visit: HomeVisit }) {
  const child = useMyFamily().family?.children.find(({ id }) => id === visit.childId);
  const facts: Fact[] = [
    ...(child === undefined ? [] : ([['孩子', child.nickname]] as Fact[])),
    ['想请教', visit.topics.map((topic) => topicWords[topic]).join('、')],
    ...(visit.times.length === 0
      ? []
      : ([['方便', visit.times.map((time) => visitTimeWords[time]).join('、')]] as Fact[])),
    ...(visit.wishes === null ? [] : ([['想说的', visit.wishes]] as Fact[])),
    ...(visit.area === null ? [] : ([['哪一片', visit.area]] as Fact[])),
    ['地址', visit.address ?? '结束了，已经删掉'],
  ];
  return (
    <Card className="gd-gap" title="你们说的">
      <FactRows facts={facts} />
      {visit.address !== null && (
        <View className="nc-caption nc-above-4">约好时间以后，来的人才看得到地址。谁看过，你们查得到。</View>
      )}
    </Card>
  );
}
