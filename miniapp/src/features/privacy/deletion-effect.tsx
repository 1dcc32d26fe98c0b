import type { Reply } from '@nearcare/shared/contract/types';
import { View } from '@tarojs/components';
import { Card } from '../../ui/card';
import { Icon } from '../../ui/icon';
import { monthDay } from '../../ui/words/civil-words';
import './privacy.css';

type Effect = Pick<Reply<'previewDeletion'>, 'erased' | 'kept'>;

/** `2029-11-22` → `2029年11月22日`. */
export const fullDate = (date: string) => `${date.slice(0, 4)}年${monthDay(date)}`;

/** What goes at once and what must stay, why and until when; the same before a deletion and on its receipt. */
export function DeletionEffect({ effect, isDone = false }: { effect: Effect; isDone?: boolean }) {
  return (
    <View>
      <Card title={isDone ? '删掉了什么' : '马上删'} className="pv-section-card">
        {effect.erased.map((what) => (
          <View key={what} className="pv-line">
            <View className="pv-line-icon">
              <Icon name={isDone ? 'check' : 'close'} size={16} />
            </View>
            <View className="nc-grow">{what}</View>
          </View>
        ))}
      </Card>
      {effect.kept.length > 0 && (
        <Card title="还要留的" className="pv-section-card">
          {effect.kept.map(({ what, why, until }) => (
            <View key={what} className="pv-kept">
              <View className="nc-strong">{what}</View>
              <View className="nc-small">{why}。</View>
              {until !== null && <View className="nc-caption">留到 {fullDate(until)}</View>}
            </View>
          ))}
        </Card>
      )}
    </View>
  );
}
