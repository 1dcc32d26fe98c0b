import type { Reply } from '@nearcare/shared/contract/types';
import { View } from '@tarojs/components';

type Counts = Reply<'getComplaintStatistics'>;

/** How many complaints there were and how they were dealt with, and of what is left out because it is few, why. */
export function ComplaintCounts({ of }: { of: Counts }) {
  const { received, solved, medianDays, onTimePercent } = of;
  const facts = [
    ['收到', received, '件'],
    ['解决', solved, '件'],
    ['一半办结在', medianDays, '天内'],
    ['按时办完', onTimePercent, '%'],
  ] as const;
  const known = facts.filter(([, value]) => value !== null);
  return (
    <>
      <View className="nc-caption">
        {monthsWords(of.from)}到{monthsWords(of.until)}，主管部门办的
      </View>
      <View role="list">
        {known.map(([name, value, unit]) => (
          <View key={name} className="nc-row nc-between nc-gap-12" role="listitem">
            <View>{name}</View>
            <View className="nc-bold">
              {value} {unit}
            </View>
          </View>
        ))}
      </View>
      {known.length < facts.length && (
        <View className="nc-small nc-above-4">
          {known.length === 0 ? '少于 5 件，不显示，' : '少于 5 件的不显示，'}免得猜出是谁。
        </View>
      )}
    </>
  );
}

const monthsWords = (date: string) => `${date.slice(0, 4)}年${Number(date.slice(5, 7))}月`;
