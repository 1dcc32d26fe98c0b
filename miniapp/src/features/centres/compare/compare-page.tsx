import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { type CentreDetail, useComparison } from '../../../api/centre';
import type { Child } from '../../../api/family';
import { keptAtText } from '../../../api/last-answers';
import { asApiError } from '../../../api/problem';
import { describeReadFailure } from '../../../api/read-failure';
import { goTo, goToTab } from '../../../platform/navigate';
import { Button, LinkButton } from '../../../ui/button';
import { useFontMode } from '../../../ui/font-mode';
import { Notice } from '../../../ui/notice';
import { PageShell } from '../../../ui/page-shell';
import { missingPatch, openSeam } from '../../../ui/pictures/state-pictures';
import { Refusal } from '../../../ui/refusal';
import { Skeleton } from '../../../ui/skeleton';
import { StateView } from '../../../ui/state-view';
import { useAsker } from '../find/use-asker';
import './compare.css';
import { compareRows } from './compare-rows';
import { mostCompared, removeFromCompared, useCompared } from './compared';
import { ComparedStack, ComparedTable } from './compared-views';

/** Up to three centres beside each other, question by question. */
export function ComparePage({ child, overlay }: { child: Child | null; overlay?: ReactNode }) {
  const picked = useCompared((state) => state.centres);
  const asker = useAsker(child);
  const { centres, keptAtMs, error, isFetching, refetch } = useComparison(
    picked.map(({ id }) => id),
    asker,
  );
  return (
    <PageShell title="对比" isDemo={centres?.some(({ card }) => card.isDemo) ?? false} overlay={overlay}>
      {picked.length === 0 ? (
        <NothingPicked />
      ) : centres !== null ? (
        <>
          {keptAtMs !== null && !isFetching && (
            <Notice icon="offline" className="cmp-notice">
              没有网络。下面是{keptAtText(keptAtMs)} 看到的。
            </Notice>
          )}
          <Compared
            centres={centres}
            nickname={child?.nickname ?? null}
            ageMonths={asker.ageMonths ?? null}
          />
        </>
      ) : error !== null && !isFetching ? (
        <View className="nc-card">
          <Refusal
            picture={openSeam()}
            {...describeReadFailure(asApiError(error))}
            steps={{ retry: () => void refetch(), home: () => goToTab('/pages/find/index') }}
          />
        </View>
      ) : (
        <Skeleton label="正在取这几家的资料" rows={5} />
      )}
    </PageShell>
  );
}

function NothingPicked() {
  return (
    <View className="nc-card">
      <StateView
        picture={missingPatch('compare')}
        title="还没有选要对比的"
        sentence={`在机构页或收藏里点“加入对比”，最多 ${mostCompared} 家。`}
      >
        <Button text="看收藏" onTap={() => goTo('/pages/centre/saved', {})} />
        <Button kind="outline" text="找附近的" onTap={() => goToTab('/pages/find/index')} />
      </StateView>
    </View>
  );
}

function Compared(props: {
  centres: readonly CentreDetail[];
  nickname: string | null;
  ageMonths: number | null;
}) {
  const { centres } = props;
  const isLarge = useFontMode((state) => state.mode) !== '1';
  const rows = compareRows(centres, props);
  const shown = centres.map(({ card }) => ({ id: card.id, name: card.name }));
  const steps = {
    onOpen: (id: string) => goTo('/pages/centre/index', { id }),
    onRemove: removeFromCompared,
  };
  return (
    <View>
      {isLarge ? (
        <ComparedStack centres={shown} rows={rows} {...steps} />
      ) : (
        <ComparedTable centres={shown} rows={rows} {...steps} />
      )}
      {centres.length < mostCompared && (
        <View className="cmp-more">
          <View className="nc-small">
            {centres.length === 1
              ? '再选一家，就能看出不同。'
              : `还能再加 ${mostCompared - centres.length} 家。`}
          </View>
          <LinkButton icon="plus" text="从收藏里选" onTap={() => goTo('/pages/centre/saved', {})} />
        </View>
      )}
      <View className="nc-caption nc-above-8">
        都是公开的资料，以机构当天说的为准。就近托不收钱，也不排名。
      </View>
    </View>
  );
}
