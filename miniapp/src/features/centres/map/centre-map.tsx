import { Map as NativeMap, View } from '@tarojs/components';
import { useEffect, useRef } from 'react';
import { type LatLng, toGcj02, toWgs84 } from '../../../platform/gcj02';
import { moveMapTo, showPoints } from '../../../platform/native-map';
import { windowSize } from '../../../platform/screen';
import type { Box } from '../find/find-state';
import { isInside, type MapView, ringsFor, viewAround, zoomFor } from './map-geometry';
import { type CentreMapProps, type MapCluster, nearestZoom } from './map-marks';
import { nativeMarks } from './native-marks';

const mapId = 'find-map';

/** Lower left and upper right, as WeChat's map wants them. */
const cornersOf = ({ west, south, east, north }: Box) =>
  [
    { lat: south, lng: west },
    { lat: north, lng: east },
  ].map(toGcj02);

/** WeChat's own map, in GCJ-02. Rings are circles; markers are pictures with their state as word and pattern. */
export function CentreMap(props: CentreMapProps) {
  const { radiusMetres, returns, chosen, heightPx } = props;
  const { lat, lng } = props.middle;
  const { width } = windowSize();
  const zoom = Math.round(zoomFor(radiusMetres, lat, width * 1.05));
  const here = toGcj02({ lat, lng });
  const seen = useRef<MapView | null>(null);
  // A tap on a cluster moves the map by our hand and at the parent's wish.
  const isWished = useRef(false);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    const view = viewAround({ lat, lng }, zoom, width, latest.current.heightPx);
    // The numbers below say it to a map that has not been moved; one that has must be told.
    if (seen.current !== null) showPoints(mapId, cornersOf(view.box));
    seen.current = view;
    latest.current.onView(view, 'placed');
  }, [lat, lng, zoom, width, returns]);

  const [chosenLat, chosenLng] = [chosen?.point.lat, chosen?.point.lng];
  useEffect(() => {
    if (chosenLat === undefined || chosenLng === undefined || seen.current === null) return;
    const point = { lat: chosenLat, lng: chosenLng };
    if (!isInside(point, seen.current.box)) moveMapTo(mapId, toGcj02(point));
  }, [chosenLat, chosenLng]);

  const open = ({ box }: MapCluster) => {
    if ((seen.current?.zoom ?? zoom) >= nearestZoom - 0.5) return props.onList(box);
    isWished.current = true;
    showPoints(mapId, cornersOf(box));
  };
  const marks = nativeMarks(props, open);
  const tapped = ({ detail }: { detail: { markerId: number | string } }) =>
    marks[Number(detail.markerId)]?.onTap();

  const circles = ringsFor(radiusMetres).map(({ metres }, index) => ({
    latitude: here.lat,
    longitude: here.lng,
    radius: metres,
    color: '#7F9BCECC',
    strokeWidth: 2,
    ...(index === 0 ? { fillColor: '#2C4F970D' } : {}),
  }));

  return (
    <View className="find-map-canvas" aria-label={props.label}>
      <NativeMap
        id={mapId}
        style={{ width: '100%', height: `${heightPx}px` }}
        latitude={here.lat}
        longitude={here.lng}
        scale={zoom}
        maxScale={nearestZoom + 1}
        showLocation={props.own !== null}
        enableRotate={false}
        enableOverlooking={false}
        markers={marks.map(({ shown }, id) => ({ ...shown, id })) as never}
        circles={circles as never}
        onError={() => undefined}
        onMarkerTap={tapped}
        onLabelTap={tapped}
        onRegionChange={(event) => {
          const change = event as unknown as RegionChange;
          const view = viewOf(change, width, heightPx);
          if (view === null) return;
          const isOurs = (change.causedBy ?? change.detail?.causedBy) === 'update' && !isWished.current;
          isWished.current = false;
          seen.current = view;
          props.onView(view, isOurs ? 'followed' : 'moved');
        }}
      />
    </View>
  );
}

type Here = { latitude: number; longitude: number };
type RegionChange = {
  type: string;
  causedBy?: string;
  detail?: {
    causedBy?: string;
    scale?: number;
    centerLocation?: Here;
    region?: { southwest?: Here; northeast?: Here };
  };
};

const point = ({ latitude, longitude }: Here): LatLng => toWgs84({ lat: latitude, lng: longitude });

/** The view at the end of a move, back in WGS-84. Older base libraries leave the edges out; then they are worked out. */
function viewOf({ type, detail }: RegionChange, width: number, height: number): MapView | null {
  const { centerLocation, scale, region } = detail ?? {};
  if (type !== 'end' || !centerLocation || scale === undefined) return null;
  const around = viewAround(point(centerLocation), scale, width, height);
  if (!region?.southwest || !region.northeast) return around;
  const [southWest, northEast] = [point(region.southwest), point(region.northeast)];
  return {
    ...around,
    box: { west: southWest.lng, south: southWest.lat, east: northEast.lng, north: northEast.lat },
  };
}
