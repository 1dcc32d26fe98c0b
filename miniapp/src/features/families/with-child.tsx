import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { type Child, useChosenChild, useMyFamily } from '../../api/family';
import { asApiError } from '../../api/problem';
import { describeReadFailure } from '../../api/read-failure';
import { requireSession, useSession } from '../../api/session';
import { goBack } from '../../platform/navigate';
import { Button } from '../../ui/button';
import { PageShell } from '../../ui/page-shell';
import { missingPatch, openSeam } from '../../ui/pictures/state-pictures';
import { Refusal } from '../../ui/refusal';
import { Skeleton } from '../../ui/skeleton';
import { StateView } from '../../ui/state-view';
import { AddChildForm } from './add-child-form';

/** A page that needs a signed-in family and a child: asks for what is missing in place, then goes on with the page. */
export function WithChild(props: {
  title: string;
  /** The child of the link, where the link names one. */
  childId?: string;
  overlay?: ReactNode;
  children: (child: Child) => ReactNode;
}) {
  const status = useSession((session) => session.status);
  const { family, error, isFetching, refetch } = useMyFamily();
  const chosen = useChosenChild();
  const child = family?.children.find((one) => one.id === props.childId) ?? chosen;
  if (child !== null && status !== 'signedOut') return props.children(child);
  return (
    <PageShell title={props.title} overlay={props.overlay}>
      <View className="nc-card">
        {status === 'signedOut' ? (
          <StateView picture={missingPatch('sign-in')} title="先登录一下" sentence="登录后接着办。">
            <Button text="用手机号登录" onTap={() => requireSession(() => undefined)} />
            <Button kind="outline" text="先不登录" onTap={goBack} />
          </StateView>
        ) : family !== null ? (
          <AddChildForm onAdded={() => undefined} />
        ) : error !== null && !isFetching ? (
          <Refusal
            picture={openSeam()}
            {...describeReadFailure(asApiError(error))}
            steps={{ retry: () => void refetch() }}
          />
        ) : (
          <Skeleton label="正在打开" />
        )}
      </View>
    </PageShell>
  );
}
