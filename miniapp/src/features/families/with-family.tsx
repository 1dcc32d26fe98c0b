import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { type Family, useMyFamily } from '../../api/family';
import { keptAtText } from '../../api/last-answers';
import { requireSession, useSession } from '../../api/session';
import { goBack } from '../../platform/navigate';
import { Button } from '../../ui/button';
import { EmptyCard } from '../../ui/empty-card';
import { OfflineNotice } from '../../ui/offline-notice';
import { PageShell } from '../../ui/page-shell';
import { Unread } from '../../ui/unread';
import './families.css';
import './family-home.css';

/** In the place of a family that is not there: sign in, wait, or what went wrong. */
export function NoFamily() {
  const status = useSession((session) => session.status);
  const read = useMyFamily();
  if (status === 'signedOut') {
    return (
      <EmptyCard seed="sign-in" title="先登录一下" sentence="登录后接着办。">
        <Button text="登录" onTap={() => requireSession(() => undefined)} />
        <Button kind="outline" text="先不登录" onTap={goBack} />
      </EmptyCard>
    );
  }
  return (
    <View className="nc-card">
      <Unread label="正在取家里的资料" read={read} />
    </View>
  );
}

/** A page about the family: asks to sign in where needed; without a network shows what this phone kept, with its age. */
export function WithFamily(props: {
  title: string;
  overlay?: ReactNode;
  /** A page that sets its own frame, with a dock, gets the notice of a missing network to put into it. */
  children: (family: Family, offline: ReactNode) => ReactNode;
}) {
  const isSignedOut = useSession((session) => session.status === 'signedOut');
  const { family, keptAtMs, refetch } = useMyFamily();
  if (isSignedOut || family === null) {
    return (
      <PageShell title={props.title} overlay={props.overlay}>
        <NoFamily />
      </PageShell>
    );
  }
  return props.children(
    family,
    keptAtMs === null ? null : (
      <OfflineNotice className="fm-offline" onReload={() => void refetch()}>
        下面是{keptAtText(keptAtMs)} 看到的。
      </OfflineNotice>
    ),
  );
}
