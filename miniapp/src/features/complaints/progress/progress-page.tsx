import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { keptAtText } from '../../../api/last-answers';
import { requireSession, useSession } from '../../../api/session';
import { usePageShown } from '../../../platform/page';
import { Button } from '../../../ui/button';
import { EmptyCard } from '../../../ui/empty-card';
import { OfflineNotice } from '../../../ui/offline-notice';
import { PageShell } from '../../../ui/page-shell';
import { Unread } from '../../../ui/unread';
import { keepComplaint, useComplaint } from '../ask-complaints';
import { ProgressView } from './progress-view';

const title = '投诉进度';

/** One complaint of this family: where it stands, what comes next, and what its author can do. */
export function ProgressPage({ id, overlay }: { id: string; overlay?: ReactNode }) {
  const isSignedOut = useSession((session) => session.status === 'signedOut');
  const read = useComplaint(id);
  const { complaint, keptAtMs, refetch } = read;
  usePageShown(() => void refetch());
  if (isSignedOut || complaint === null) {
    return (
      <PageShell title={title} overlay={overlay}>
        {isSignedOut ? (
          <EmptyCard seed="complaint" title="先登录一下" sentence="匿名的不用登录，用查询码查。">
            <Button text="登录" onTap={() => requireSession(() => undefined)} />
          </EmptyCard>
        ) : (
          <View className="nc-card">
            <Unread label="正在取进度" read={read} />
          </View>
        )}
      </PageShell>
    );
  }
  return (
    <ProgressView
      of={{ complaint, trackingCode: null }}
      overlay={overlay}
      notice={
        keptAtMs !== null && (
          <OfflineNotice className="cm-gap" onReload={() => void refetch()}>
            这是{keptAtText(keptAtMs)} 看到的进度。
          </OfflineNotice>
        )
      }
      onChanged={keepComplaint}
      onStale={() => void refetch()}
    />
  );
}
