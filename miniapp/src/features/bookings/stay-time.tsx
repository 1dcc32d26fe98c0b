import { View } from '@tarojs/components';
import { timeRange, weekdayWord } from '../../ui/words/civil-words';

/** `周三 7:30–17:30` as the name of a stay: where it does not fit on one line, the hours stay together. */
export function StayTime(of: { weekday: number; from: string; to: string }) {
  return (
    <>
      {weekdayWord(of.weekday)} <View className="nc-inline nc-nowrap">{timeRange(of.from, of.to)}</View>
    </>
  );
}
