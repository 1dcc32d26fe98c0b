import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { useCentre } from '../../../api/centre';
import type { Child } from '../../../api/family';
import type { ApiError } from '../../../api/problem';
import { PageShell } from '../../../ui/page-shell';
import { Unread } from '../../../ui/unread';
import { useAsker } from '../find/use-asker';
import { CentreContent } from './centre-content';
import { CentreQuilt } from './centre-quilt';

export type CentrePageProps = {
  centreId: string;
  child: Child | null;
  /** Sheets over this page: sign-in, add a child. */
  overlay?: ReactNode;
  /** Why the way to booking stopped, such as no network while looking for the child. */
  error: ApiError | null;
  /** A day when one was tapped. */
  onBook: (date: string | null) => void;
  /** Care by the month. */
  onApply: () => void;
  onSeeNearby: () => void;
};

/** One centre: may I trust it, is there room, what does it cost, are there enough hands. */
export function CentrePage(props: CentrePageProps) {
  const asker = useAsker(props.child);
  const read = useCentre(props.centreId, asker);
  const { centre, isFetching, refetch } = read;
  if (centre !== null) {
    return (
      <CentreContent
        {...props}
        centre={centre}
        keptAtMs={isFetching ? null : read.keptAtMs}
        onReload={() => void refetch()}
      />
    );
  }
  return (
    <PageShell title="机构详情" overlay={props.overlay}>
      {read.error === null && <CentreQuilt centreId={props.centreId} />}
      <View className={`nc-card ${read.error === null ? 'cp-head' : ''}`}>
        <Unread label="正在打开机构页" rows={5} read={read} steps={{ home: props.onSeeNearby }} />
      </View>
    </PageShell>
  );
}
