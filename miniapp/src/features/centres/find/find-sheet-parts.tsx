import { View } from '@tarojs/components';
import { useRef } from 'react';
import { Icon } from '../../../ui/icon';
import { Tap } from '../../../ui/tap';

/** How high the list stands over the map. */
export type Stop = 'map' | 'list' | 'full';

const higher: Record<Stop, Stop> = { map: 'list', list: 'full', full: 'full' };
const lower: Record<Stop, Stop> = { full: 'list', list: 'map', map: 'map' };
const swipePixels = 30;

type Touch = { touches: { clientY: number }[]; changedTouches: { clientY: number }[] };

/** Pulled up and down by finger; its button twin does the same for those who don't swipe. */
export function SheetHandle({ stop, onStop }: { stop: Stop; onStop: (stop: Stop) => void }) {
  const from = useRef<number | null>(null);
  const next = stop === 'map' ? 'list' : 'map';
  return (
    <View
      className="find-handle"
      catchMove
      onTouchStart={(event) => {
        from.current = (event as unknown as Touch).touches[0]?.clientY ?? null;
      }}
      onTouchEnd={(event) => {
        const to = (event as unknown as Touch).changedTouches[0]?.clientY;
        if (from.current === null || to === undefined) return;
        const travel = to - from.current;
        from.current = null;
        if (travel < -swipePixels) onStop(higher[stop]);
        if (travel > swipePixels) onStop(lower[stop]);
      }}
    >
      <View className="find-grip" aria-hidden="true" />
      <Tap className="find-stop" label={next === 'map' ? '看地图' : '看列表'} onTap={() => onStop(next)}>
        <Icon name={next} size={16} />
        <View>{next === 'map' ? '看地图' : '看列表'}</View>
      </Tap>
    </View>
  );
}
