import { View } from '@tarojs/components';
import { useState } from 'react';
import { useRegions } from '../api/regions';
import { LinkButton } from './button';
import { ChoiceList } from './choice-list';
import { TextField } from './text-field';

const mostShown = 12;

/** One of the districts. Searched by name where a country has more of them than a thumb wants to scroll. */
export function DistrictChoice(props: {
  label: string;
  /** What the district decides. */
  note: string;
  value: string | null;
  onChange: (code: string) => void;
}) {
  const { regions, isFetching, refetch } = useRegions();
  const [text, setText] = useState('');
  const districts = regions.flatMap((region) => region.districts);
  const wanted = text.trim().toLowerCase();
  const fitting = districts.filter(
    ({ code, name }) => code === props.value || name.toLowerCase().includes(wanted),
  );
  return (
    <View className="nc-field">
      <View className="nc-field-label">{props.label}</View>
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
        label={props.label}
        value={props.value}
        options={fitting.slice(0, mostShown).map(({ code, name }) => ({ value: code, text: name }))}
        onChange={props.onChange}
      />
      {districts.length === 0 && !isFetching && (
        <LinkButton icon="refresh" text="区县没取到，再试一次" onTap={() => void refetch()} />
      )}
      <View className="nc-caption nc-above-8">{props.note}</View>
    </View>
  );
}
