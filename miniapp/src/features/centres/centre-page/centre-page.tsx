import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { useCentre } from '../../../api/centre';
import type { Child } from '../../../api/family';
import { type ApiError, asApiError } from '../../../api/problem';
import { describeReadFailure } from '../../../api/read-failure';
import { PageShell } from '../../../ui/page-shell';
import { openSeam } from '../../../ui/pictures/state-pictures';
import { Refusal } from '../../../ui/refusal';
import { Skeleton } from '../../../ui/skeleton';
import { useAsker } from '../find/use-asker';
import { CentreContent } from './centre-content';

export type CentrePageProps = {
  centreId: string;
  child: Child | null;
  /** Sheets over this page: sign-in, add a child. */
  overlay?: ReactNode;
  /** Why the way to booking stopped, such as no network while looking for the child. */
  error: ApiError | null;
  /** A day when one was tapped. */
  onBook: (date: string | null) => void;
  onSeeNearby: () => void;
};

/** One centre: may I trust it, is there room, what does it cost, are there enough hands. */
export function CentrePage(props: CentrePageProps) {
  const asker = useAsker(props.child);
  const { centre, keptAtMs, error, isFetching, refetch } = useCentre(props.centreId, asker);
  if (centre !== null) {
    return (
      <CentreContent
        {...props}
        centre={centre}
        keptAtMs={isFetching ? null : keptAtMs}
        onReload={() => void refetch()}
      />
    );
  }
  return (
    <PageShell title="机构详情" overlay={props.overlay}>
      {error !== null && !isFetching ? (
        <View className="nc-card">
          <Refusal
            picture={openSeam()}
            {...describeReadFailure(asApiError(error))}
            steps={{ retry: () => void refetch(), home: props.onSeeNearby }}
          />
        </View>
      ) : (
        <Skeleton label="正在打开机构页" rows={5} />
      )}
    </PageShell>
  );
}
