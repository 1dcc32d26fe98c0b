import type { Reply } from '@nearcare/shared/contract/types';
import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { errorLine } from '../../api/error-messages';
import { requireSession, useSession } from '../../api/session';
import { goBack, goTo, replaceWith } from '../../platform/navigate';
import { Button, LinkButton } from '../../ui/button';
import { Card } from '../../ui/card';
import { ConfirmSheet } from '../../ui/confirm-sheet';
import { EmptyCard } from '../../ui/empty-card';
import { KeptComplaints } from '../../ui/kept-complaints';
import { Notice } from '../../ui/notice';
import { PageShell } from '../../ui/page-shell';
import { Unread } from '../../ui/unread';
import { DeletionEffect } from './deletion-effect';
import './privacy.css';
import { useDeletion, useDeletionPreview } from './use-deletion';

const title = '注销账号';

/** Deleting the account: first all that it does, then one question. */
export function DeletePage({ overlay }: { overlay?: ReactNode }) {
  const isSignedOut = useSession((session) => session.status === 'signedOut');
  const read = useDeletionPreview();
  if (!isSignedOut && read.data !== undefined) {
    return <Preview preview={read.data} overlay={overlay} onLookAgain={() => void read.refetch()} />;
  }
  return (
    <PageShell title={title} overlay={overlay}>
      {isSignedOut ? (
        <EmptyCard seed="delete" title="先登录一下" sentence="确认是你，才能注销你的账号。">
          <Button text="登录" onTap={() => requireSession(() => undefined)} />
          <Button kind="outline" text="查注销回执" onTap={() => goTo('/pages/privacy/receipt', {})} />
        </EmptyCard>
      ) : (
        <View className="nc-card">
          <Unread label="正在看会删什么" read={read} />
        </View>
      )}
    </PageShell>
  );
}

type Preview = Reply<'previewDeletion'>;

function Preview(props: { preview: Preview; overlay?: ReactNode; onLookAgain: () => void }) {
  const { preview, onLookAgain } = props;
  const [isAsking, setAsking] = useState(false);
  const deletion = useDeletion(preview, (id) => replaceWith('/pages/privacy/receipt', { id }));
  const isChanged = deletion.error?.code === 'deletion_scope_changed';
  const close = () => {
    setAsking(false);
    deletion.forgive();
    if (isChanged) onLookAgain();
  };
  return (
    <PageShell
      title={title}
      overlay={
        <>
          <ConfirmSheet
            title={preview.scope === 'family' ? '注销，全家的资料都删？' : '注销，只删你的？'}
            isOpen={isAsking}
            doText="注销"
            busyText="正在注销"
            keepText="先不注销"
            solid="none"
            isBusy={deletion.isBusy}
            fault={deletion.error === null ? null : errorLine(deletion.error)}
            onDo={() => void deletion.remove()}
            onClose={close}
          >
            <View className="nc-above-8">删了就找不回来，我们也打不开。</View>
            {preview.upcomingBookings > 0 && (
              <View className="nc-above-4">{preview.upcomingBookings} 个还没到的预约会一起取消。</View>
            )}
            <KeptComplaints />
          </ConfirmSheet>
          {props.overlay}
        </>
      }
    >
      <View className="nc-card pv-hero">
        <View className="nc-grow">
          <View className="nc-heading" role="heading" aria-level="2">
            {preview.scope === 'family' ? '全家的资料都会删' : '只删你自己的'}
          </View>
          <View className="nc-small nc-above-4">
            {preview.scope === 'family'
              ? '你是这个家唯一的家长，注销后这个家就没有了。'
              : '另一位家长还在，孩子和预约留给另一位家长管。'}
          </View>
        </View>
      </View>
      {preview.upcomingBookings > 0 && (
        <Notice className="pv-gap" icon="calendar">
          {preview.upcomingBookings} 个还没到的预约会取消，位置让给别的家庭。
        </Notice>
      )}
      <DeletionEffect effect={preview} />
      <Card title="怎么确认删了" className="pv-section-card">
        <View className="nc-above-4">注销后给你一个回执号，不登录也能查哪天删完的。</View>
        <View className="nc-small">一般几秒就删完。这台手机上存的也一起清掉。</View>
      </Card>
      <View className="nc-card pv-section-card">
        <Button kind="outline" text="下一步：注销账号" onTap={() => setAsking(true)} />
        <View className="nc-row nc-wrap nc-between nc-above-4">
          <LinkButton text="先导出一份" icon="download" onTap={() => goTo('/pages/privacy/export', {})} />
          <LinkButton text="不注销了" onTap={goBack} />
        </View>
      </View>
    </PageShell>
  );
}
