import { addDays, daysBetween, weekdayOf } from '@nearcare/shared/rules/civil-date';
import { View } from '@tarojs/components';
import type { Region } from '../../api/regions';
import { Button } from '../../ui/button';
import { Sheet } from '../../ui/sheet';
import { careModeWords } from '../../ui/words/care-words';
import { monthDay, nearDayWords, weekdayWord } from '../../ui/words/civil-words';
import { AgeSheet } from './centre-page/age-sheet';
import { askAge } from './centre-page/asked-age';
import { Chip, type FilterSheetName } from './filter-bar';
import { type CareMode, type Filters, noFilters, setFilters } from './find-state';
import { PlaceChoice } from './place-choice';

type FilterSheetsProps = {
  open: FilterSheetName | null;
  filters: Filters;
  /** The day now asked. */
  day: string | null;
  region: Region | undefined;
  ageMonths: number | null;
  hasChild: boolean;
  placeText: string;
  regions: readonly Region[];
  onPickOnMap: () => void;
  found: number | null;
  onOpen: (sheet: FilterSheetName) => void;
  onClose: () => void;
};

export function FilterSheets(props: FilterSheetsProps) {
  const { open, onClose } = props;
  const choose = (change: Partial<Filters>) => {
    setFilters(change);
    onClose();
  };
  return (
    <>
      <Sheet title="服务" isOpen={open === 'mode'} onClose={onClose}>
        <ModeChoice mode={props.filters.mode} onChoose={(mode) => choose({ mode })} />
      </Sheet>
      <Sheet title="哪一天" isOpen={open === 'date'} onClose={onClose}>
        <DayChoice {...props} onChoose={(date) => choose({ date })} />
      </Sheet>
      <AgeSheet
        isOpen={open === 'age'}
        ageMonths={props.ageMonths}
        onClose={onClose}
        onChoose={(months) => {
          askAge(months);
          onClose();
        }}
      />
      <Sheet title="在哪里找" isOpen={open === 'place'} onClose={onClose}>
        <PlaceChoice regions={props.regions} onPickOnMap={props.onPickOnMap} onDone={onClose} />
      </Sheet>
      <Sheet title="筛选" isOpen={open === 'all'} onClose={onClose}>
        <AllFilters {...props} />
      </Sheet>
    </>
  );
}

const modes: readonly (CareMode | null)[] = ['fullDay', 'halfDay', 'hourly', 'temporary', null];

function ModeChoice({
  mode,
  onChoose,
}: {
  mode: CareMode | null;
  onChoose: (mode: CareMode | null) => void;
}) {
  return (
    <View className="find-choice" role="radiogroup" aria-label="服务">
      {modes.map((choice) => (
        <Chip key={choice ?? 'any'} role="radio" isOn={choice === mode} onTap={() => onChoose(choice)}>
          <View>{choice === null ? '不限' : careModeWords[choice]}</View>
        </Chip>
      ))}
    </View>
  );
}

const daysOffered = 14;

function DayChoice({ region, day, onChoose }: FilterSheetsProps & { onChoose: (date: string) => void }) {
  if (region === undefined) return <View className="nc-small">连上网才知道今天是哪天。</View>;
  const count = Math.min(daysOffered, region.bookingHorizonDays);
  const dates = Array.from({ length: count }, (_, index) => addDays(region.today, index));
  return (
    <View className="find-choice" role="radiogroup" aria-label="日期">
      {dates.map((date) => (
        <Chip key={date} role="radio" isOn={date === day} onTap={() => onChoose(date)}>
          <View>{dayChipText(date, region.today)}</View>
        </Chip>
      ))}
    </View>
  );
}

/** On chips: `今天`, `明天`, `周四 26日`, and the month where a week's name would no longer do. */
export function dayChipText(date: string, today: string): string {
  const away = daysBetween(today, date);
  if (away <= 1) return nearDayWords(date, today);
  const weekday = weekdayWord(weekdayOf(date));
  return away < 7 ? `${weekday} ${Number(date.slice(8))}日` : `${monthDay(date)} ${weekday}`;
}

function AllFilters(props: FilterSheetsProps) {
  const { filters, region, day, ageMonths, hasChild, found } = props;
  return (
    <View>
      <View className="nc-strong nc-above-8">服务</View>
      <ModeChoice mode={filters.mode} onChoose={(mode) => setFilters({ mode })} />
      <View className="nc-strong nc-above-12">日期</View>
      <View className="find-choice">
        <Chip isOn onTap={() => props.onOpen('date')}>
          <View>{region && day !== null ? dayChipText(day, region.today) : '选日期'}</View>
        </Chip>
      </View>
      {!hasChild && (
        <>
          <View className="nc-strong nc-above-12">孩子</View>
          <View className="find-choice">
            <Chip isOn={ageMonths !== null} onTap={() => props.onOpen('age')}>
              <View>{ageMonths === null ? '选个月龄' : `${ageMonths} 个月`}</View>
            </Chip>
          </View>
        </>
      )}
      <View className="nc-strong nc-above-12">在哪里找</View>
      <View className="find-choice">
        <Chip onTap={() => props.onOpen('place')}>
          <View>{props.placeText}</View>
        </Chip>
      </View>
      <View className="nc-strong nc-above-12">其他</View>
      <View className="find-choice">
        <Chip isOn={filters.hasVacancy} onTap={() => setFilters({ hasVacancy: !filters.hasVacancy })}>
          <View>有余位</View>
        </Chip>
        <Chip isOn={filters.inclusive} onTap={() => setFilters({ inclusive: !filters.inclusive })}>
          <View>普惠</View>
        </Chip>
      </View>
      <View className="nc-row nc-gap-8 nc-above-16">
        <Button
          className="nc-grow"
          kind="soft"
          text="清空"
          onTap={() => setFilters({ ...noFilters, q: filters.q, radiusMetres: filters.radiusMetres })}
        />
        <Button
          className="nc-grow"
          text={found === null ? '看结果' : `看 ${found} 家`}
          onTap={props.onClose}
        />
      </View>
    </View>
  );
}
