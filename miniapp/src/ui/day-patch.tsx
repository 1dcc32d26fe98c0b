import { View } from '@tarojs/components';
import type { DayLook } from './words/day-face';
import './day-patch.css';

/** The state of one day as a small piece of cloth. Hidden from readers: the cell around it says it in words. */
export function DayPatch({ look, word }: { look: DayLook; word: string }) {
  return (
    <View className={`nc-day-patch nc-day-${look}`} aria-hidden="true">
      {word}
    </View>
  );
}
