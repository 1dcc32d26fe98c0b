import { View } from '@tarojs/components';
import { Card } from '../../../ui/card';
import { useDistrictCounts } from './ask-complaints';

/** How well the district keeps what was promised, of the last twelve months. Left out while it is not known. */
export function CountsCard() {
  const { data } = useDistrictCounts();
  if (data === undefined) return null;
  const { received, solved, open, overdue, medianDays, onTimePercent } = data;
  const facts = [
    ['在办', `${open} 件`],
    ['超期', `${overdue} 件`],
    ['收到', `${received} 件`],
    ['解决', `${solved} 件`],
    ['办得多快', medianDays === null ? '还没有办完的' : `一半在 ${medianDays} 天内办完`],
  ] as const;
  return (
    <Card
      title={onTimePercent === null ? '按时率还算不出' : `按时率 ${onTimePercent}%`}
      aside={<View className="nc-caption">近 12 个月</View>}
    >
      <View className="cd-counts">
        {facts.map(([name, value]) => (
          <View key={name} className="cd-count">
            <View className="nc-caption">{name}</View>
            <View className="nc-bold">{value}</View>
          </View>
        ))}
      </View>
    </Card>
  );
}
