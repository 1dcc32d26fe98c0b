import { Map as NativeMap, View } from '@tarojs/components';
import { useMemo, useState } from 'react';
import { toGcj02, toWgs84 } from '../../platform/gcj02';
import type { ArchState } from '../../ui/pictures/arch-marker';
import { type CentreMapProps, groupMarkers, metresPerPixel, ringsFor, zoomFor } from './map-geometry';

const mapWidthPixels = 375;

/** The PNG of an arch: drawn from ui/pictures/arch-marker.ts, because WeChat's map takes files only. */
function iconOf(arch: ArchState): string {
  const name = arch.state === 'free' ? `free-${arch.places > 9 ? '9plus' : arch.places}` : arch.state;
  return `/assets/markers/${name}.png`;
}

/** WeChat's own map, in GCJ-02. Rings are circles; markers are pictures with their state as word and pattern. */
export function CentreMap(props: CentreMapProps) {
  const { middle, radiusMetres, centres, chosenId, heightPx } = props;
  const [movedZoom, setMovedZoom] = useState<{ zoom: number; radiusMetres: number } | null>(null);
  const fitted = zoomFor(radiusMetres, middle.lat, mapWidthPixels * 1.05);
  const zoom = movedZoom?.radiusMetres === radiusMetres ? movedZoom.zoom : fitted;
  const groups = useMemo(() => groupMarkers(centres, zoom, chosenId), [centres, zoom, chosenId]);
  const middleHere = toGcj02(middle);

  const markers = groups.map((group, index) => {
    const only = group.centres.length === 1 ? group.centres[0] : undefined;
    const place = toGcj02(group.point);
    const isChosen = only !== undefined && only.id === chosenId;
    const shared = { id: index, latitude: place.lat, longitude: place.lng, zIndex: isChosen ? 2 : 1 };
    return only
      ? {
          ...shared,
          iconPath: iconOf(only.arch),
          width: isChosen ? 57 : 48,
          height: isChosen ? 66 : 56,
          anchor: { x: 0.5, y: 0.946 },
          ariaLabel: only.label,
        }
      : {
          ...shared,
          iconPath: '/assets/markers/cluster.png',
          width: 48,
          height: 36,
          anchor: { x: 0.5, y: 0.5 },
          ariaLabel: `这里有 ${group.centres.length} 家`,
          label: {
            content: `${group.centres.length} 家`,
            color: '#FFFFFF',
            fontSize: 13,
            anchorX: -14,
            anchorY: -27,
            textAlign: 'center',
          },
        };
  });

  const circles = ringsFor(radiusMetres).map(({ metres }, index) => ({
    latitude: middleHere.lat,
    longitude: middleHere.lng,
    radius: metres,
    color: '#7F9BCECC',
    strokeWidth: 2,
    ...(index === 0 ? { fillColor: '#2C4F970D' } : {}),
  }));

  return (
    <View className="find-map-canvas" aria-label={props.label}>
      <NativeMap
        style={{ width: '100%', height: `${heightPx}px` }}
        latitude={middleHere.lat}
        longitude={middleHere.lng}
        scale={Math.round(fitted)}
        showLocation={props.own !== null}
        enableRotate={false}
        enableOverlooking={false}
        markers={markers as never}
        circles={circles as never}
        onError={() => undefined}
        onMarkerTap={({ detail }) => {
          const group = groups[Number(detail.markerId)];
          const only = group?.centres.length === 1 ? group.centres[0] : undefined;
          if (only) props.onChoose(only.id);
        }}
        onRegionChange={(event) => {
          const { type, causedBy, detail } = event as unknown as RegionChange;
          const cause = causedBy ?? detail?.causedBy;
          if (type !== 'end' || cause === 'update' || !detail?.centerLocation) return;
          const { latitude, longitude } = detail.centerLocation;
          const seenZoom = detail.scale ?? fitted;
          setMovedZoom({ zoom: seenZoom, radiusMetres });
          const reach = (Math.min(mapWidthPixels, heightPx) / 2) * metresPerPixel(latitude, seenZoom);
          props.onMove(toWgs84({ lat: latitude, lng: longitude }), Math.round(reach));
        }}
      />
    </View>
  );
}

type RegionChange = {
  type: string;
  causedBy?: string;
  detail?: {
    causedBy?: string;
    scale?: number;
    centerLocation?: { latitude: number; longitude: number };
  };
};
