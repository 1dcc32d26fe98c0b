import { View } from '@tarojs/components';
import { useEffect, useId, useRef, useState } from 'react';
import type { LeafletMap } from './leaflet-map';
import type { CentreMapProps } from './map-marks';

/**
 * The browser's map. Leaflet comes in a chunk of its own after the list is under way; until then, and if it never
 * comes, the place stays a plain cloth and the list has every fact.
 */
export function CentreMap(props: CentreMapProps) {
  const id = `map-${useId().replace(/:/g, '')}`;
  const map = useRef<LeafletMap | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const [isReady, setReady] = useState(false);

  useEffect(() => {
    let isMounted = true;
    import('./leaflet-map')
      .then(({ openLeafletMap }) => {
        const element = document.getElementById(id);
        if (!isMounted || element === null) return;
        map.current = openLeafletMap(element, latest);
        setReady(true);
      })
      .catch(() => undefined);
    return () => {
      isMounted = false;
      map.current?.close();
      map.current = null;
    };
  }, [id]);

  const { radiusMetres, returns, own, markers, clusters, pins, chosen, heightPx } = props;
  const { lat, lng } = props.middle;
  // By its numbers: a new object of the same place must not move the map under a finger.
  useEffect(
    () => map.current?.lookAt({ lat, lng }, radiusMetres),
    [isReady, lat, lng, radiusMetres, returns],
  );
  useEffect(() => map.current?.drawRings({ lat, lng }, radiusMetres), [isReady, lat, lng, radiusMetres]);
  useEffect(() => map.current?.resize(), [isReady, heightPx]);
  useEffect(
    () => map.current?.draw({ markers, clusters, pins, chosen }),
    [isReady, markers, clusters, pins, chosen],
  );
  const [chosenLat, chosenLng] = [chosen?.point.lat, chosen?.point.lng];
  useEffect(() => {
    if (chosenLat !== undefined && chosenLng !== undefined) {
      map.current?.follow({ lat: chosenLat, lng: chosenLng });
    }
  }, [isReady, chosenLat, chosenLng, heightPx]);
  useEffect(() => map.current?.drawOwn(own), [isReady, own]);

  return <View id={id} className="find-map-canvas" role="region" aria-label={props.label} />;
}
