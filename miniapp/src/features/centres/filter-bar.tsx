import { ScrollView, View } from '@tarojs/components';
import { Icon } from '../../ui/icon';
import { Tap } from '../../ui/tap';
import { careModeWords } from '../../ui/words/care-words';
import { type Filters, filterCount, setFilters } from './find-state';

export type FilterSheetName = 'all' | 'mode' | 'date' | 'age' | 'place';

type FilterBarProps = {
  filters: Filters;
  dayText: string;
  ageMonths: number | null;
  placeText: string;
  /** The child chosen, if any: its age is known and not a filter to pick. */
  hasChild: boolean;
  isLarge: boolean;
  onOpen: (sheet: FilterSheetName) => void;
};

/** The chips over the list. With large letters one row of two: the day, and everything else behind 筛选. */
export function FilterBar(props: FilterBarProps) {
  const { filters, dayText, ageMonths, hasChild, isLarge, onOpen } = props;
  const count = filterCount(filters, hasChild ? null : ageMonths);
  const all = (
    <Chip onTap={() => onOpen('all')}>
      {!isLarge && <Icon name="filter" />}
      <View>筛选</View>
      {count > 0 && <View className="find-count">{count}</View>}
    </Chip>
  );
  const day = (
    <Chip isOn isWide={isLarge} onTap={() => onOpen('date')}>
      <View>{dayText}</View>
      {!isLarge && <Icon name="chevron-down" size={16} />}
    </Chip>
  );
  if (isLarge) {
    return (
      <View className="nc-row nc-gap-8 nc-above-8">
        {day}
        {all}
      </View>
    );
  }
  return (
    <ScrollView scrollX enhanced showScrollbar={false} className="find-chips">
      <View className="find-chips-row" role="group" aria-label="筛选">
        {all}
        <Chip isOn={filters.mode !== null} onTap={() => onOpen('mode')}>
          <View>{filters.mode === null ? '服务' : careModeWords[filters.mode]}</View>
          <Icon name="chevron-down" size={16} />
        </Chip>
        {day}
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
      </View>
    </ScrollView>
  );
}

export function Chip(props: {
  children: React.ReactNode;
  isOn?: boolean;
  isWide?: boolean;
  label?: string;
  role?: 'button' | 'radio';
  onTap: () => void;
}) {
  const { isOn = false, isWide = false, label, role = 'button' } = props;
  return (
    <Tap
      role={role}
      isOn={isOn}
      className={`find-chip ${isOn ? 'find-chip-on' : ''} ${isWide ? 'nc-grow' : ''}`}
      {...(label === undefined ? {} : { label })}
      onTap={props.onTap}
    >
      {props.children}
    </Tap>
  );
}
