import { View } from '@tarojs/components';
import { useMemo } from 'react';
import { focusElement } from '../../../platform/focus';
import type { LatLng } from '../../../platform/gcj02';
import { LinkButton } from '../../../ui/button';
import type { CentreCardData } from '../card-words';
import { chooseCentre, searchBox } from '../find/find-state';
import type { FilterQuery } from '../find/found-query';
import { CentreMap } from './centre-map';
import { uncovered } from './covered-pins';
import type { MapLayer } from './map-controls';
import type { MapMarker, MapPin } from './map-marks';
import { seeMap, stayHere, useMapView } from './map-view';
import { useClusters } from './use-clusters';
import './find-map.css';

type FindMapProps = {
  middle: LatLng;
  radiusMetres: number;
  own: LatLng | null;
  /** The filters of the list; null while they are not known. */
  asked: FilterQuery | null;
  items: readonly CentreCardData[];
  day: string;
  chosen: MapMarker | null;
  layer: MapLayer | undefined;
  heightPx: number;
  isPicking: boolean;
};

const noPins: readonly MapPin[] = [];
const noPin = () => undefined;

/** The map of the find screen. It gives the place; every fact is in the list, which comes before it for readers. */
export function FindMap(props: FindMapProps) {
  const { layer, isPicking } = props;
  const { view, returns } = useMapView();
  const { markers, clusters } = useClusters(view, props.asked, props.items, props.day);
  const isLayerOn = layer?.isOn === true;
  const layerPins = isLayerOn ? layer.pins : noPins;
  const box = view?.box ?? null;
  const pins = useMemo(
    () => uncovered(layerPins, clusters, box, props.heightPx),
    [layerPins, clusters, box, props.heightPx],
  );
  return (
    <View className="find-map">
      {process.env.TARO_ENV !== 'weapp' && (
        <LinkButton className="find-to-list" text="跳到列表" onTap={() => focusElement('find-list')} />
      )}
      <CentreMap
        middle={props.middle}
        radiusMetres={props.radiusMetres}
        returns={returns}
        own={props.own}
        markers={markers}
        clusters={clusters}
        pins={pins}
        chosen={props.chosen}
        heightPx={props.heightPx}
        label="地图，列表里有同样的内容"
        onChoose={(marker) => {
          useMapView.setState({ tapped: marker });
          chooseCentre(marker.id);
        }}
        onPin={isLayerOn ? layer.onPin : noPin}
        onList={(box) => {
          searchBox(box);
          stayHere();
        }}
        onView={seeMap}
      />
      {isPicking && <View className="find-pick-pin" aria-hidden="true" />}
    </View>
  );
}
