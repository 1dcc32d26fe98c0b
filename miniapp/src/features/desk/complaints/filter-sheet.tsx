import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../ui/button';
import { ChoiceList } from '../../../ui/choice-list';
import { Sheet } from '../../../ui/sheet';
import { useCategories } from './ask-complaints';
import type { Narrowed } from './filters';

const any = 'any';

/** 筛选: how urgent, late or not, which matter. */
export function FilterSheet(props: {
  narrowed: Narrowed;
  onDo: (narrowed: Narrowed) => void;
  onClose: () => void;
}) {
  const { narrowed, onDo } = props;
  const [level, setLevel] = useState<'any' | 'urgent' | 'normal'>(narrowed.level ?? any);
  const [late, setLate] = useState<'any' | 'overdue'>(narrowed.isOverdue === true ? 'overdue' : any);
  const [category, setCategory] = useState<string>(narrowed.category ?? any);
  const categories = useCategories();
  const chosen = categories.find(({ code }) => code === category)?.code;
  const narrow = () =>
    onDo({
      ...(level === any ? {} : { level }),
      ...(late === any ? {} : { isOverdue: true }),
      ...(chosen === undefined ? {} : { category: chosen }),
    });
  return (
    <Sheet title="筛选" isOpen onClose={props.onClose}>
      <View className="nc-field-label nc-above-8">多急</View>
      <ChoiceList<'any' | 'urgent' | 'normal'>
        label="多急"
        value={level}
        options={[
          { value: any, text: '不限' },
          { value: 'urgent', text: '紧急' },
          { value: 'normal', text: '一般' },
        ]}
        onChange={setLevel}
      />
      <View className="nc-field-label nc-above-12">期限</View>
      <ChoiceList<'any' | 'overdue'>
        label="期限"
        value={late}
        options={[
          { value: any, text: '不限' },
          { value: 'overdue', text: '只看超期' },
        ]}
        onChange={setLate}
      />
      <View className="nc-field-label nc-above-12">什么事</View>
      <ChoiceList
        label="什么事"
        value={category}
        options={[
          { value: any, text: '不限' },
          ...categories.map(({ code, label }) => ({ value: code, text: label })),
        ]}
        onChange={setCategory}
      />
      <View className="nc-row nc-wrap nc-gap-8 nc-above-16">
        <Button className="nc-half" kind="outline" text="不筛了" onTap={() => onDo({})} />
        <Button className="nc-half" text="就看这些" onTap={narrow} />
      </View>
    </Sheet>
  );
}
