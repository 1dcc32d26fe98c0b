import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { useMyFamily } from '../../../api/family';
import { requireSession, useSession } from '../../../api/session';
import { goTo } from '../../../platform/navigate';
import { usePageShown } from '../../../platform/page';
import { Button } from '../../../ui/button';
import { Dock } from '../../../ui/dock';
import { EmptyCard } from '../../../ui/empty-card';
import { MoreButton } from '../../../ui/more-button';
import { PageShell } from '../../../ui/page-shell';
import { Tag } from '../../../ui/tag';
import { Tap } from '../../../ui/tap';
import { Unread } from '../../../ui/unread';
import { topicWords } from '../../../ui/words/class-words';
import { type HomeVisit, useMyVisits } from '../ask-guidance';
import '../guidance.css';
import { visitStatus } from '../../../ui/words/visit-words';
import { isOpenVisit, visitLine } from './visit-words';

const request = () => goTo('/pages/guidance/request', {});

/** Home visits of my family, the last asked for first. */
export function VisitsPage({ overlay }: { overlay?: ReactNode }) {
  const isSignedOut = useSession((session) => session.status === 'signedOut');
  const read = useMyVisits();
  const { items, refetch } = read;
  usePageShown(() => {
    if (!isSignedOut) void refetch();
  });
  return (
    <PageShell
      title="入户指导"
      overlay={overlay}
      dock={
        items !== null &&
        items.length > 0 && (
          <Dock>
            <Button
              className="nc-grow"
              kind={items.some(isOpenVisit) ? 'outline' : 'solid'}
              text="再请老师来一次"
              onTap={request}
            />
          </Dock>
        )
      }
    >
      {isSignedOut ? (
        <EmptyCard seed="visits" title="先登录一下" sentence="请老师上门要登录。">
          <Button text="登录" onTap={() => requireSession(() => undefined)} />
        </EmptyCard>
      ) : items === null ? (
        <View className="nc-card">
          <Unread label="正在取入户指导" read={read} />
        </View>
      ) : items.length === 0 ? (
        <EmptyCard
          seed="visits"
          title="还没有请过老师"
          sentence="区县或指导中心派人到家，看看孩子吃、睡、玩，教你们做。"
        >
          <Button text="请老师来家里" onTap={request} />
        </EmptyCard>
      ) : (
        items.map((visit) => <Row key={visit.id} of={visit} />)
      )}
      {read.hasNextPage && (
        <View className="nc-centre">
          <MoreButton read={read} />
        </View>
      )}
    </PageShell>
  );
}

function Row({ of }: { of: HomeVisit }) {
  const child = useMyFamily().family?.children.find(({ id }) => id === of.childId);
  const { word, tint } = visitStatus[of.status];
  const about = of.topics.map((topic) => topicWords[topic]).join('、');
  const line = visitLine(of);
  return (
    <Tap
      role="link"
      className="nc-card gd-gap"
      label={[child?.nickname, about, line, word].filter(Boolean).join('，')}
      onTap={() => goTo('/pages/guidance/visit', { id: of.id })}
    >
      <View className="nc-row nc-between nc-gap-8">
        <View className="nc-strong">
          {child === undefined ? '' : `${child.nickname}，`}
          {about}
        </View>
        <Tag text={word} tone={tint} />
      </View>
      <View className="nc-small">{line}</View>
      <View className="nc-caption">{of.provider.name}</View>
    </Tap>
  );
}
