import { civilParts } from '@nearcare/shared/rules/civil-date';
import { View } from '@tarojs/components';

/** A day as a piece of indigo cloth; decoration, the words beside it say the same. */
export function DateCloth({ date, isOver = false }: { date: string; isOver?: boolean }) {
  const { month, day } = civilParts(date);
  return (
    <View className={`bk-cloth ${isOver ? 'bk-cloth-over' : ''}`} aria-hidden="true">
      <View className="bk-cloth-month">{month}月</View>
      <View className="bk-cloth-day">{day}</View>
    </View>
  );
}
