import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { requireSession, useSession } from '../../api/session';
import { Button } from '../../ui/button';
import { MoreButton } from '../../ui/more-button';
import { PageShell } from '../../ui/page-shell';
import { missingPatch } from '../../ui/pictures/state-pictures';
import { StateView } from '../../ui/state-view';
import { Unread } from '../../ui/unread';
import { AccessList } from './access-list';
import { useAccesses } from './use-accesses';

/** Every look at my children by somebody at a desk. */
export function AccessesPage({ overlay }: { overlay?: ReactNode }) {
  const isSignedOut = useSession((session) => session.status === 'signedOut');
  const list = useAccesses();
  const { accesses, error, isFetching, refetch } = list;
  return (
    <PageShell title="谁看过" overlay={overlay}>
      <View className="nc-card">
        {isSignedOut ? (
          <StateView
            picture={missingPatch('accesses')}
            title="先登录一下"
            sentence="登录后看谁看过你家孩子。"
          >
            <Button text="登录" onTap={() => requireSession(() => undefined)} />
          </StateView>
        ) : accesses === null ? (
          <Unread label="正在取谁看过" read={{ error, isFetching, refetch }} />
        ) : accesses.length === 0 ? (
          <StateView picture={missingPatch('accesses')} title="还没有人看过" />
        ) : (
          <AccessList accesses={accesses} />
        )}
        <MoreButton read={list} />
      </View>
    </PageShell>
  );
}
