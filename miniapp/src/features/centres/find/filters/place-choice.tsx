import { View } from '@tarojs/components';
import { useState } from 'react';
import type { Region } from '../../../../api/regions';
import { openLocationSettings } from '../../../../platform/location';
import { Button, LinkButton } from '../../../../ui/button';
import { Chip } from '../../../../ui/chip';
import { TextField } from '../../../../ui/text-field';
import { chooseDistrict, findMe } from '../find-state';

const mostShown = 24;

/** Where to look: on the map, in a district, or where the phone is. */
export function PlaceChoice(props: {
  regions: readonly Region[];
  /** null on pages without a map. */
  onPickOnMap: (() => void) | null;
  onDone: () => void;
}) {
  const { onPickOnMap } = props;
  return (
    <View>
      {onPickOnMap !== null && (
        <Button
          text="在地图上选地方"
          icon="pin"
          onTap={() => {
            props.onDone();
            onPickOnMap();
          }}
        />
      )}
      <DistrictChoice {...props} />
      <View className="nc-centre">
        <LinkButton
          text="打开定位，只用一次，不保存"
          onTap={() => {
            void openLocationSettings().then(() => findMe());
            props.onDone();
          }}
        />
      </View>
    </View>
  );
}

/** The districts that have centres; by their first letters where they are too many to show. */
export function DistrictChoice({ regions, onDone }: { regions: readonly Region[]; onDone: () => void }) {
  const [text, setText] = useState('');
  const districts = regions.flatMap((region) => region.districts);
  const wanted = text.trim().toLowerCase();
  const fitting = districts.filter(({ name }) => name.toLowerCase().includes(wanted));
  if (districts.length === 0) return null;
  return (
    <View>
      {districts.length > mostShown && (
        <TextField
          id="district-name"
          label="区县名"
          value={text}
          hint={`一共 ${districts.length} 个，写几个字就能找到`}
          onChange={setText}
        />
      )}
      <View className="find-choice find-choice-even" role="group" aria-label="选一个地方">
        {fitting.slice(0, mostShown).map((district) => (
          <Chip
            key={district.code}
            onTap={() => {
              chooseDistrict(district);
              onDone();
            }}
          >
            <View>{district.name}</View>
          </Chip>
        ))}
      </View>
    </View>
  );
}
