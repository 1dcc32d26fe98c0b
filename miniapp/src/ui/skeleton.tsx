import { View } from '@tarojs/components';
import { useAfter } from './use-after';

/** Grey pieces where lines will be. Shown only after 200 ms, so that a quick answer does not flash. */
export function Skeleton({ label, rows = 3 }: { label: string; rows?: number }) {
  const isLate = useAfter(200);
  return (
    <View role="status" aria-label={label} aria-busy="true">
      {isLate &&
        Array.from({ length: rows }, (_, row) => (
          // Identical rows that never move: the index is their name.
          <View key={row} className="nc-skeleton-row">
            <View className="nc-skeleton nc-skeleton-patch" />
            <View className="nc-grow">
              <View className="nc-skeleton nc-skeleton-line" style={{ width: '62%' }} />
              <View className="nc-skeleton nc-skeleton-line" style={{ width: '84%' }} />
              <View className="nc-skeleton nc-skeleton-line" style={{ width: '46%' }} />
            </View>
          </View>
        ))}
    </View>
  );
}
