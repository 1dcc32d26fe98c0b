import { useQuery } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { call } from '../../../api/client';
import { Card } from '../../../ui/card';

const dayMs = 86_400_000;

/** 投诉: how many there were and how they were dealt with, never what they say. Left out while it is not known. */
export function ComplaintsCard({ centreId }: { centreId: string }) {
  const { data } = useQuery({
    queryKey: ['complaint-statistics', centreId],
    queryFn: () => call('getComplaintStatistics', { query: { centreId } }),
    staleTime: dayMs,
  });
  if (data === undefined) return null;
  const { received, solved, medianDays, onTimePercent } = data;
  const facts = [
    ['收到', received, '件'],
    ['解决', solved, '件'],
    ['一半办结在', medianDays, '天内'],
    ['按时办完', onTimePercent, '%'],
  ] as const;
  const known = facts.filter(([, value]) => value !== null);
  return (
    <Card className="cp-section" title="投诉">
      <View className="nc-caption">
        {monthsWords(data.from)}到{monthsWords(data.until)}，主管部门办的
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
    </Card>
  );
}

const monthsWords = (date: string) => `${date.slice(0, 4)}年${Number(date.slice(5, 7))}月`;
