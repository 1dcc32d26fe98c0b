import { View } from '@tarojs/components';
import { useState } from 'react';
import { useRegions } from '../../api/regions';
import { LinkButton } from '../../ui/button';
import { ChoiceList } from '../../ui/choice-list';
import { TextField } from '../../ui/text-field';

const mostShown = 12;

/** Whose officer decides. Searched by name where a country has more districts than a thumb wants to scroll. */
export function DistrictChoice(props: { value: string | null; onChange: (code: string) => void }) {
  const { regions, isFetching, refetch } = useRegions();
  const [text, setText] = useState('');
  const districts = regions.flatMap((region) => region.districts);
  const wanted = text.trim().toLowerCase();
  const fitting = districts.filter(
    ({ code, name }) => code === props.value || name.toLowerCase().includes(wanted),
  );
  return (
    <View className="nc-field">
      <View className="nc-field-label">孩子在哪里上托</View>
      {districts.length > mostShown && (
        <TextField
          id="district-name"
          label="区县名"
          value={text}
          hint={`一共 ${districts.length} 个，写几个字就能找到`}
          onChange={setText}
        />
      )}
      <ChoiceList
        label="孩子在哪里上托"
        value={props.value}
        options={fitting.slice(0, mostShown).map(({ code, name }) => ({ value: code, text: name }))}
        onChange={props.onChange}
      />
      {districts.length === 0 && !isFetching && (
        <LinkButton icon="refresh" text="区县没取到，再试一次" onTap={() => void refetch()} />
      )}
      <View className="nc-caption nc-above-8">由当地卫健部门审核。</View>
    </View>
  );
}
