import { View } from '@tarojs/components';
import { useState } from 'react';
import { locate, pickPlace } from '../../../platform/location';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { ChoiceList } from '../../../ui/choice-list';
import { FieldFault } from '../../../ui/field-fault';
import { Notice } from '../../../ui/notice';
import { TextField } from '../../../ui/text-field';
import type { VenueForm } from './class-form';

const kinds: readonly { value: VenueForm['kind']; text: string }[] = [
  { value: 'centre', text: '托育机构' },
  { value: 'childrensHome', text: '儿童之家' },
  { value: 'communityCentre', text: '社区中心' },
  { value: 'serviceCentre', text: '服务中心' },
  { value: 'other', text: '别的地方' },
];

/** Degrees as typed: `31.42`. Null where it is none. */
const degreesOf = (text: string, most: number): number | null =>
  /^-?\d{1,3}(\.\d+)?$/.test(text.trim()) && Math.abs(Number(text)) <= most ? Number(text) : null;

/** Where: at the desk's own place by one tap, or any other with its point on the map. */
export function VenueFields(props: {
  venue: VenueForm;
  home: VenueForm | null;
  fault: string | undefined;
  onChange: (venue: VenueForm) => void;
}) {
  const { venue, home, onChange } = props;
  const [isRefused, setRefused] = useState(false);
  const [typed, setTyped] = useState(() => ({ lat: String(venue.lat ?? ''), lng: String(venue.lng ?? '') }));
  const put = (lat: number, lng: number, datum: VenueForm['datum'], name?: string) => {
    setTyped({ lat: String(lat), lng: String(lng) });
    onChange({
      ...venue,
      lat,
      lng,
      ...(datum === undefined ? {} : { datum }),
      ...(name === undefined ? {} : { name }),
    });
  };
  const pick = async () => {
    setRefused(false);
    const picked = await pickPlace();
    if (picked.kind === 'picked')
      return put(picked.position.lat, picked.position.lng, picked.position.datum, picked.name);
    if (picked.kind === 'cancelled') return undefined;
    const here = await locate();
    if (here.kind === 'found') return put(here.position.lat, here.position.lng, here.position.datum);
    setRefused(true);
    return undefined;
  };
  const type = (part: { lat?: string; lng?: string }) => {
    const next = { ...typed, ...part };
    setTyped(next);
    onChange({ ...venue, lat: degreesOf(next.lat, 90), lng: degreesOf(next.lng, 180), datum: 'wgs84' });
  };
  return (
    <Card className="dk-gap" title="地方">
      {home !== null && venue.name !== home.name && (
        <Button kind="soft" isSmall text={`就在${home.name}`} onTap={() => onChange(home)} />
      )}
      <ChoiceList
        label="什么地方"
        value={venue.kind}
        options={kinds}
        onChange={(kind) => onChange({ ...venue, kind })}
      />
      <TextField
        id="venue-name"
        label="名字"
        value={venue.name}
        maxLength={60}
        onChange={(name) => onChange({ ...venue, name })}
      />
      <TextField
        id="venue-address"
        label="地址"
        value={venue.address}
        maxLength={200}
        hint="写到哪一间，家长照着找"
        onChange={(address) => onChange({ ...venue, address })}
      />
      <View className="nc-above-12">
        <Button
          kind="outline"
          isSmall
          icon="pin"
          text="在地图上选，或用我现在的位置"
          onTap={() => void pick()}
        />
      </View>
      {isRefused && (
        <Notice tone="apricot" icon="pin" role="alert" className="nc-above-8">
          没有拿到位置，下面写坐标也行。
        </Notice>
      )}
      <TextField
        id="venue-lat"
        label="纬度（WGS-84）"
        value={typed.lat}
        maxLength={12}
        onChange={(lat) => type({ lat })}
      />
      <TextField
        id="venue-lng"
        label="经度（WGS-84）"
        value={typed.lng}
        maxLength={12}
        onChange={(lng) => type({ lng })}
      />
      <FieldFault text={props.fault} />
    </Card>
  );
}
