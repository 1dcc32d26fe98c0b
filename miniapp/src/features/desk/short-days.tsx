import type { Reply } from '@nearcare/shared/contract/types';
import { View } from '@tarojs/components';
import { Notice } from '../../ui/notice';
import { Switch } from '../../ui/switch';
import { monthDay } from '../../ui/words/civil-words';
import { datesWords } from '../../ui/words/enrolment-words';

/** On which days there is no place, before anything is promised, and whether to accept without these. */
export function ShortDays(props: {
  of: Reply<'deskPreviewEnrolment'>;
  isWithout: boolean;
  onWithout: () => void;
}) {
  const { days, until, shortDates, busyDates } = props.of;
  if (shortDates.length + busyDates.length === 0)
    return (
      <Notice tone="green" icon="check" className="nc-above-8">
        到 {monthDay(until)} 的 {days} 天都有托位。
      </Notice>
    );
  return (
    <View className="nc-above-8">
      <Notice tone="apricot" icon="warning">
        {shortDates.length > 0 && <View>{datesWords(shortDates)}没有空位。</View>}
        {busyDates.length > 0 && <View>{datesWords(busyDates)}孩子已经有安排。</View>}
      </Notice>
      <View className="nc-row nc-between nc-gap-8 nc-above-8">
        <View className="nc-grow nc-small">
          这 {shortDates.length + busyDates.length} 天不留托位，其他日子照收。也可以先加托位，或换第一天。
        </View>
        <Switch label="这些天不留托位，其他日子照收" isOn={props.isWithout} onTap={props.onWithout} />
      </View>
    </View>
  );
}
