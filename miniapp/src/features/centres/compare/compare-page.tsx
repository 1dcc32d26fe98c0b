import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { type CentreDetail, useComparison } from '../../../api/centre';
import type { Child } from '../../../api/family';
import { keptAtText } from '../../../api/last-answers';
import { goTo, goToTab } from '../../../platform/navigate';
import { Button, LinkButton } from '../../../ui/button';
import { EmptyCard } from '../../../ui/empty-card';
import { useFontMode } from '../../../ui/font-mode';
import { Notice } from '../../../ui/notice';
import { PageShell } from '../../../ui/page-shell';
import { Unread } from '../../../ui/unread';
import { useAsker } from '../find/use-asker';
import './compare.css';
import { compareRows } from './compare-rows';
import { mostCompared, removeFromCompared, useCompared } from './compared';
import { ComparedStack, ComparedTable } from './compared-views';

const findNearby = () => goToTab('/pages/find/index');

/** Up to three centres beside each other, question by question. */
export function ComparePage({ child, overlay }: { child: Child | null; overlay?: ReactNode }) {
  const picked = useCompared((state) => state.centres);
  const asker = useAsker(child);
  const read = useComparison(
    picked.map(({ id }) => id),
    asker,
  );
  const { centres } = read;
  return (
    <PageShell title="对比" isDemo={centres?.some(({ card }) => card.isDemo) ?? false} overlay={overlay}>
      {picked.length === 0 ? (
        <NothingPicked />
      ) : centres !== null ? (
        <>
          {read.keptAtMs !== null && !read.isFetching && (
            <Notice icon="offline" className="cmp-notice">
              没有网络。下面是{keptAtText(read.keptAtMs)} 看到的。
            </Notice>
          )}
          <Compared
            centres={centres}
            nickname={child?.nickname ?? null}
            ageMonths={asker.ageMonths ?? null}
          />
        </>
      ) : (
        <View className="nc-card">
          <Unread label="正在取这几家的资料" rows={5} read={read} steps={{ home: findNearby }} />
        </View>
      )}
    </PageShell>
  );
}

function NothingPicked() {
  return (
    <EmptyCard
      seed="compare"
      title="还没有选要对比的"
      sentence={`在机构页或收藏里点“加入对比”，最多 ${mostCompared} 家。`}
    >
      <Button text="看收藏" onTap={() => goTo('/pages/centre/saved', {})} />
      <Button kind="outline" text="找附近的" onTap={findNearby} />
    </EmptyCard>
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
