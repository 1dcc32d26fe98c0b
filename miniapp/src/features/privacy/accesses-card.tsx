import { View } from '@tarojs/components';
import { goTo } from '../../platform/navigate';
import { LinkButton } from '../../ui/button';
import { Card } from '../../ui/card';
import { Skeleton } from '../../ui/skeleton';
import { AccessList } from './access-list';
import { useAccesses } from './use-accesses';

const shown = 3;

/** 谁看过孩子的信息: the last looks, and the way to all. */
export function AccessesCard() {
  const { accesses, error, isFetching, hasNextPage, refetch } = useAccesses();
  const hasMore = accesses !== null && (accesses.length > shown || hasNextPage);
  return (
    <Card
      title="谁看过孩子的信息"
      aside={hasMore && <LinkButton text="看全部" onTap={() => goTo('/pages/privacy/accesses', {})} />}
    >
      {accesses === null ? (
        error !== null && !isFetching ? (
          // The card above says at length what is wrong; it is the same here.
          <LinkButton icon="refresh" text="没取到，再试一次" onTap={() => void refetch()} />
        ) : (
          <Skeleton label="正在取谁看过" rows={1} />
        )
      ) : accesses.length === 0 ? (
        <>
          <View className="nc-above-4">还没有人看过。</View>
          <View className="nc-caption nc-above-4">
            园所和卫健人员看了，谁、什么时候、为什么，都会列在这里。
          </View>
        </>
      ) : (
        <AccessList accesses={accesses.slice(0, shown)} />
      )}
    </Card>
  );
}
