import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { requireSession, useSession } from '../../api/session';
import { goTo } from '../../platform/navigate';
import { usePageShown } from '../../platform/page';
import { Button, LinkButton } from '../../ui/button';
import { EmptyCard } from '../../ui/empty-card';
import { PageShell } from '../../ui/page-shell';
import { Tag } from '../../ui/tag';
import { Tap } from '../../ui/tap';
import { Unread } from '../../ui/unread';
import { complaintState, dueWords } from '../../ui/words/complaint-words';
import { type Complaint, useMyComplaints } from './ask-complaints';
import { FilingNotice } from './filing-notice';
import './help.css';

type Item = Pick<Complaint, 'id' | 'number' | 'categoryLabel' | 'level' | 'state' | 'place' | 'handler'> & {
  dueAt: string | null;
  isOverdue: boolean;
};

/** My complaints, the last filed first. Anonymous ones are not among them: they are nobody's. */
export function MinePage({ overlay }: { overlay?: ReactNode }) {
  const isSignedOut = useSession((session) => session.status === 'signedOut');
  const read = useMyComplaints();
  usePageShown(() => {
    if (!isSignedOut) void read.refetch();
  });
  return (
    <PageShell title="我的投诉" overlay={overlay}>
      <FilingNotice />
      {isSignedOut ? (
        <EmptyCard seed="complaints" title="先登录一下" sentence="匿名的不用登录，用查询码查。">
          <Button text="登录" onTap={() => requireSession(() => undefined)} />
        </EmptyCard>
      ) : read.data === undefined ? (
        <View className="nc-card">
          <Unread label="正在取投诉" read={read} />
        </View>
      ) : read.data.items.length === 0 ? (
        <EmptyCard seed="complaints" title="没有投诉" sentence="匿名的不在这里，用查询码查。">
          <Button kind="outline" text="投诉与求助" onTap={() => goTo('/pages/complaint/index', {})} />
        </EmptyCard>
      ) : (
        read.data.items.map((item) => <Row key={item.id} of={item} />)
      )}
      <View className="nc-centre">
        <LinkButton text="用查询码查匿名投诉" onTap={() => goTo('/pages/complaint/track', {})} />
      </View>
    </PageShell>
  );
}

function Row({ of }: { of: Item }) {
  const { word, tint } = complaintState[of.state];
  const shown = of.isOverdue ? '超期' : word;
  const line =
    of.dueAt === null ? of.handler.name : `${of.handler.name}，最迟 ${dueWords(of.level, of.dueAt)}`;
  return (
    <Tap
      role="link"
      className="nc-card cm-gap"
      label={`${of.categoryLabel}，${of.place.name}，${shown}，${line}`}
      onTap={() => goTo('/pages/complaint/progress', { id: of.id })}
    >
      <View className="nc-row nc-between nc-gap-8">
        <View className="nc-strong">{of.categoryLabel}</View>
        <Tag text={shown} tone={of.isOverdue ? 'apricot' : tint} />
      </View>
      <View className="nc-small">{of.place.name}</View>
      <View className="nc-caption">{line}</View>
      <View className="nc-caption">编号 {of.number}</View>
    </Tap>
  );
}
