import { View } from '@tarojs/components';
import type { Region } from '../../../../api/regions';
import { Chip, ChipRow } from '../../../../ui/chip';
import { Icon } from '../../../../ui/icon';
import { careModeWords } from '../../../../ui/words/care-words';
import { cleared, type Filters, setFilters } from '../find-state';
import { modeAsked } from '../found-query';
import { filterCount, onChips } from './filter-words';

export type FilterSheetName = 'all' | 'mode' | 'date' | 'age' | 'place' | 'sort';

type FilterBarProps = {
  filters: Filters;
  /** The day asked, and the hours where there are any: `周四 8:30–12:00`. */
  whenText: string;
  ageMonths: number | null;
  placeText: string;
  currency: Region['currency'];
  /** The child chosen, if any: its age is known and not a filter to pick. */
  hasChild: boolean;
  isLarge: boolean;
  onOpen: (sheet: FilterSheetName) => void;
};

/** The chips over the list. With large letters one row of two: the day, and everything else behind 筛选. */
export function FilterBar(props: FilterBarProps) {
  const { filters, whenText, ageMonths, hasChild, isLarge, onOpen } = props;
  const mode = modeAsked(filters);
  const count = filterCount(filters, hasChild ? null : ageMonths);
  const all = (
    <Chip onTap={() => onOpen('all')}>
      {!isLarge && <Icon name="filter" />}
      <View>筛选</View>
      {count > 0 && <View className="find-count">{count}</View>}
    </Chip>
  );
  const when = (
    <Chip isOn isWide={isLarge} onTap={() => onOpen('date')}>
      <View>{whenText}</View>
      {!isLarge && <Icon name="chevron-down" size={16} />}
    </Chip>
  );
  if (isLarge) {
    return (
      <View className="nc-row nc-gap-8 nc-above-8">
        {when}
        {all}
      </View>
    );
  }
  return (
    <ChipRow role="group" label="筛选">
      {all}
      <Chip isOn={mode !== null} onTap={() => onOpen('mode')}>
        <View>{mode === null ? '服务' : careModeWords[mode]}</View>
        <Icon name="chevron-down" size={16} />
      </Chip>
      {when}
      <OnChips filters={filters} currency={props.currency} />
      <Chip isOn={filters.hasVacancy} onTap={() => setFilters({ hasVacancy: !filters.hasVacancy })}>
        <View>有余位</View>
      </Chip>
      <Chip isOn={filters.inclusive} onTap={() => setFilters({ inclusive: !filters.inclusive })}>
        <View>普惠</View>
      </Chip>
      <Chip onTap={() => onOpen('place')}>
        <Icon name="pin" size={16} />
        <View>{props.placeText}</View>
      </Chip>
      {!hasChild && (
        <Chip isOn={ageMonths !== null} onTap={() => onOpen('age')}>
          <View>{ageMonths === null ? '选个月龄' : `${ageMonths} 个月`}</View>
          <Icon name="chevron-down" size={16} />
        </Chip>
      )}
      {filterCount(filters, null) > 0 && (
        <Chip onTap={() => setFilters(cleared(filters))}>
          <View>清空筛选</View>
        </Chip>
      )}
    </ChipRow>
  );
}

/** What is on besides the chips that are always there; a tap takes it off. */
function OnChips({ filters, currency }: { filters: Filters; currency: Region['currency'] }) {
  return (
    <>
      {onChips(filters, currency).map(({ text, off }) => (
        <Chip key={text} isOn label={`去掉 ${text}`} onTap={() => setFilters(off)}>
          <View>{text}</View>
          <Icon name="close" size={16} />
        </Chip>
      ))}
    </>
  );
}
