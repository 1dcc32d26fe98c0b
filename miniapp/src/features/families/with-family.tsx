import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { type Family, useMyFamily } from '../../api/family';
import { keptAtText } from '../../api/last-answers';
import { asApiError } from '../../api/problem';
import { describeReadFailure } from '../../api/read-failure';
import { requireSession, useSession } from '../../api/session';
import { goBack } from '../../platform/navigate';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { PageShell } from '../../ui/page-shell';
import { missingPatch, openSeam } from '../../ui/pictures/state-pictures';
import { Refusal } from '../../ui/refusal';
import { Skeleton } from '../../ui/skeleton';
import { StateView } from '../../ui/state-view';
import './families.css';
import './family-home.css';

/** In the place of a family that is not there: sign in, wait, or what went wrong. */
export function NoFamily({ sentence = '登录后接着办。' }: { sentence?: string }) {
  const status = useSession((session) => session.status);
  const { error, isFetching, refetch } = useMyFamily();
  if (status === 'signedOut') {
    return (
      <StateView picture={missingPatch('sign-in')} title="先登录一下" sentence={sentence}>
        <Button text="登录" onTap={() => requireSession(() => undefined)} />
        <Button kind="outline" text="先不登录" onTap={goBack} />
      </StateView>
    );
  }
  if (error !== null && !isFetching) {
    return (
      <Refusal
        picture={openSeam()}
        {...describeReadFailure(asApiError(error))}
        steps={{ retry: () => void refetch() }}
      />
    );
  }
  return <Skeleton label="正在取家里的资料" />;
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
        <View className="nc-card">
          <NoFamily />
        </View>
      </PageShell>
    );
  }
  return props.children(
    family,
    keptAtMs === null ? null : (
      <View className="fm-offline">
        <Notice icon="offline">没有网络。下面是{keptAtText(keptAtMs)} 看到的。</Notice>
        <Button
          className="nc-above-8"
          kind="outline"
          isSmall
          icon="refresh"
          text="重新连接"
          onTap={() => void refetch()}
        />
      </View>
    ),
  );
}
