import { View } from '@tarojs/components';
import type { Region } from '../../api/regions';
import { openLocationSettings } from '../../platform/location';
import { Button, LinkButton } from '../../ui/button';
import { Chip } from './filter-bar';
import { choosePlace, findMe } from './find-state';

const mostDistricts = 24;

/** Where to look: on the map, in a district, or where the phone is. */
export function PlaceChoice(props: {
  regions: readonly Region[];
  onPickOnMap: () => void;
  onDone: () => void;
}) {
  const districts = props.regions.flatMap((region) => region.districts).slice(0, mostDistricts);
  return (
    <View>
      <Button
        text="在地图上选地方"
        icon="pin"
        onTap={() => {
          props.onDone();
          props.onPickOnMap();
        }}
      />
      {districts.length > 0 && (
        <View className="find-choice find-choice-even" role="group" aria-label="选一个地方">
          {districts.map((district) => (
            <Chip
              key={district.code}
              onTap={() => {
                choosePlace(district.centre, district.name);
                props.onDone();
              }}
            >
              <View>{district.name}</View>
            </Chip>
          ))}
        </View>
      )}
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
