import { civilParts } from '@nearcare/shared/rules/civil-date';
import { View } from '@tarojs/components';
import { useRegions } from '../../api/regions';
import { Notice } from '../../ui/notice';
import { Segmented } from '../../ui/segmented';
import { TextField } from '../../ui/text-field';
import { BirthDatePicker } from './birth-date-picker';
import './families.css';
import type { ChildForm, Sex } from './use-child-form';

const sexes: readonly { value: Sex; text: string }[] = [
  { value: 'girl', text: '女孩' },
  { value: 'boy', text: '男孩' },
  { value: 'unsaid', text: '不填' },
];

const longestNickname = 12;

/** Nickname, birth date, sex if one likes: the least that says which groups a child may join. */
export function ChildFields({ form, id }: { form: ChildForm; id: string }) {
  const { regions } = useRegions();
  const today = regions[0]?.today;
  const thisYear = today === undefined ? new Date().getFullYear() : civilParts(today).year;
  return (
    <View>
      <TextField
        id={id}
        label="小名"
        value={form.nickname}
        maxLength={longestNickname}
        placeholder="比如 小满"
        autocomplete="off"
        error={form.faults.nickname}
        onChange={form.setNickname}
      />
      <BirthDatePicker
        thisYear={thisYear}
        {...(form.birthOn === null ? {} : { initial: form.birthOn })}
        error={form.faults.birthOn}
        onChange={form.setBirthOn}
      />
      <View className="nc-field">
        <View className="nc-field-label">性别（可以不填）</View>
        <Segmented label="性别" value={form.sex} options={sexes} onChange={form.setSex} />
      </View>
      {form.faults.form !== undefined && (
        <Notice className="nc-above-12" tone="apricot" icon="warning" role="alert">
          {form.faults.form}
        </Notice>
      )}
    </View>
  );
}
