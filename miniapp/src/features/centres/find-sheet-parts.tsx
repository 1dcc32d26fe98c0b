import { View } from '@tarojs/components';
import { useRef } from 'react';
import { topBar } from '../../platform/screen';
import { Icon } from '../../ui/icon';
import { DemoTag } from '../../ui/tag';
import { Tap } from '../../ui/tap';

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

export function MapButtons(props: {
  isDemo: boolean;
  hasTiles: boolean;
  onFont: () => void;
  onLocate: () => void;
}) {
  const top = topBar().statusBarHeight + 62;
  return (
    <>
      {props.isDemo && (
        <View className="find-demo" style={{ top: `${top - 4}px` }}>
          <DemoTag />
        </View>
      )}
      <View className="find-rounds" style={{ top: `${top}px` }}>
        <Tap className="find-round" label="字号" onTap={props.onFont}>
          <Icon name="letters" />
        </Tap>
        <Tap className="find-round" label="回到我的位置" onTap={props.onLocate}>
          <Icon name="locate" />
        </Tap>
      </View>
      {!props.hasTiles && process.env.TARO_ENV !== 'weapp' && (
        <View className="find-ground nc-caption">示意网格</View>
      )}
    </>
  );
}

export function SearchHere({ onTap }: { onTap: () => void }) {
  return (
    <Tap className="find-chip find-here" onTap={onTap}>
      <Icon name="refresh" size={16} />
      <View>搜这一片</View>
    </Tap>
  );
}
