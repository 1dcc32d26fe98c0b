import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { mapTiles } from '../../../platform/map-tiles';
import { topBar } from '../../../platform/screen';
import '../../../ui/chips.css';
import { Icon } from '../../../ui/icon';
import { DemoTag } from '../../../ui/tag';
import { Tap } from '../../../ui/tap';
import type { MapPin } from './map-marks';

/** A second kind of place on the map. The page brings it, because features stay apart. */
export type MapLayer = {
  name: string;
  isOn: boolean;
  onToggle: () => void;
  pins: readonly MapPin[];
  onPin: (pinId: string) => void;
  /** How many there are and the way to their list, while it is on. */
  note: ReactNode;
};

/** The corners of the map: what it is made of, its layer, the size of letters, the way back. */
export function MapControls(props: {
  isDemo: boolean;
  layer: MapLayer | undefined;
  onFont: () => void;
  onLocate: () => void;
}) {
  const { layer } = props;
  const top = topBar().statusBarHeight + 58;
  const hasGrid = process.env.TARO_ENV !== 'weapp' && mapTiles() === null;
  return (
    <>
      <View className="map-corner" style={{ top: `${top}px` }}>
        {props.isDemo && <DemoTag />}
        {layer?.isOn && layer.note}
      </View>
      <View className="map-rounds" style={{ top: `${top}px` }}>
        <Tap className="map-round" label="字号" onTap={props.onFont}>
          <Icon name="letters" />
        </Tap>
        {layer && (
          <Tap
            className={`map-round ${layer.isOn ? 'map-round-on' : ''}`}
            label={`地图上的${layer.name}`}
            role="switch"
            isOn={layer.isOn}
            onTap={layer.onToggle}
          >
            <Icon name="layers" />
          </Tap>
        )}
        <Tap className="map-round" label="回到我的位置" onTap={props.onLocate}>
          <Icon name="locate" />
        </Tap>
      </View>
      {hasGrid && <View className="map-ground nc-caption">示意网格</View>}
    </>
  );
}

export function SearchHere({ onTap }: { onTap: () => void }) {
  return (
    <Tap className="nc-chip map-search-here" onTap={onTap}>
      <Icon name="refresh" size={16} />
      <View>搜这一片</View>
    </Tap>
  );
}
