import { View } from '@tarojs/components';
import { useState } from 'react';
import { locate } from '../../../platform/location';
import { Button, LinkButton } from '../../../ui/button';
import { ChoiceList } from '../../../ui/choice-list';
import { Notice } from '../../../ui/notice';
import { Sheet } from '../../../ui/sheet';
import { Stepper } from '../../../ui/stepper';
import { ToggleRow } from '../../../ui/toggle-row';
import { ageWords } from '../../../ui/words/civil-words';
import { changeView, cleared, useClassView, type When } from './class-view';

const oldestMonths = 72;
const firstGuessMonths = 18;
type Radius = 'any' | '3000' | '10000';

/** Every filter of the list. Nothing changes behind it until its button is pressed. */
export function FilterSheet({ hasChild, onClose }: { hasChild: boolean; onClose: () => void }) {
  const view = useClassView();
  const [draft, setDraft] = useState(view);
  const [isLocating, setLocating] = useState(false);
  const [isRefused, setRefused] = useState(false);
  const change = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }));

  const chooseRadius = async (radius: Radius) => {
    setRefused(false);
    if (radius === 'any') return change({ near: null });
    const radiusMetres = Number(radius);
    if (draft.near !== null) return change({ near: { ...draft.near, radiusMetres } });
    setLocating(true);
    const answer = await locate();
    setLocating(false);
    if (answer.kind === 'found') change({ near: { position: answer.position, radiusMetres } });
    else setRefused(true);
  };

  return (
    <Sheet title="筛选" isOpen onClose={onClose}>
      {!hasChild && (
        <View className="nc-field">
          <View className="nc-field-label">孩子多大</View>
          <Stepper
            label="月龄"
            value={draft.ageMonths ?? firstGuessMonths}
            min={0}
            max={oldestMonths}
            text={(months) => (draft.ageMonths === null ? '全部月龄' : ageWords(months))}
            onChange={(ageMonths) => change({ ageMonths })}
          />
          {draft.ageMonths !== null && (
            <LinkButton text="看全部月龄" onTap={() => change({ ageMonths: null })} />
          )}
        </View>
      )}
      <View className="nc-field">
        <View className="nc-field-label">什么时候</View>
        <ChoiceList<When>
          label="什么时候"
          value={draft.when}
          options={[
            { value: 'any', text: '都行' },
            { value: 'week', text: '这周' },
            { value: 'weekend', text: '周末' },
            { value: 'month', text: '30 天内' },
          ]}
          onChange={(when) => change({ when })}
        />
      </View>
      <View className="nc-field">
        <View className="nc-field-label">离我多远</View>
        <ChoiceList<Radius>
          label="离我多远"
          value={draft.near === null ? 'any' : (String(draft.near.radiusMetres) as Radius)}
          options={[
            { value: 'any', text: '都行' },
            { value: '3000', text: '3 公里内' },
            { value: '10000', text: '10 公里内' },
          ]}
          onChange={(radius) => void chooseRadius(radius)}
        />
        {isLocating && (
          <View className="nc-caption nc-above-4" role="status">
            正在看你在哪里
          </View>
        )}
        {isRefused && (
          <Notice tone="apricot" icon="pin" role="alert" className="nc-above-8">
            没有位置，看不了远近。不给位置也能看全部的课。
          </Notice>
        )}
      </View>
      <View className="nc-field">
        <View className="nc-field-label">哪一种</View>
        <ChoiceList<'any' | 'lecture' | 'activity'>
          label="哪一种"
          value={draft.kind ?? 'any'}
          options={[
            { value: 'any', text: '都行' },
            { value: 'lecture', text: '家长课堂' },
            { value: 'activity', text: '亲子活动' },
          ]}
          onChange={(kind) => change({ kind: kind === 'any' ? null : kind })}
        />
        <ToggleRow<'seats'>
          label="只看"
          values={draft.hasSeats ? ['seats'] : []}
          options={[{ value: 'seats', text: '只看有名额的' }]}
          onChange={(values) => change({ hasSeats: values.includes('seats') })}
        />
      </View>
      <View className="nc-row nc-wrap nc-gap-8 nc-above-16">
        <Button
          className="nc-half"
          kind="outline"
          text="清空"
          onTap={() => setDraft({ ...draft, ...cleared, ageMonths: null })}
        />
        <Button
          className="nc-half"
          text="看这些课"
          isBusy={isLocating}
          onTap={() => {
            changeView(draft);
            onClose();
          }}
        />
      </View>
    </Sheet>
  );
}
