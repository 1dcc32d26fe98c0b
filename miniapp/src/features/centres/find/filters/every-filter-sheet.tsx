import { View } from '@tarojs/components';
import type { Child } from '../../../../api/family';
import type { Region } from '../../../../api/regions';
import { Sheet } from '../../../../ui/sheet';
import { askAge } from '../../centre-page/asked-age';
import { type Box, type Filters, type Place, setFilters } from '../find-state';
import { hasStay, sortOptions } from '../found-query';
import { AllFilters } from './all-filters';
import type { FilterSheetName } from './filter-bar';
import { FilterChoice } from './filter-choice';
import { ageOptions, dayOptions, modeOptions } from './filter-words';
import { PlaceChoice } from './place-choice';
import { StayChoice } from './stay-choice';

export type FilterSheetsProps = {
  open: FilterSheetName | null;
  place: Place;
  box: Box | null;
  filters: Filters;
  /** The day now asked. */
  day: string | null;
  region: Region | undefined;
  ageMonths: number | null;
  /** The child chosen, if any: its age is known then. */
  child: Child | null;
  regions: readonly Region[];
  onPickOnMap: () => void;
  onClose: () => void;
};

export function EveryFilterSheet(props: FilterSheetsProps) {
  const { open, filters, place, onClose } = props;
  const choose = (change: Partial<Filters>) => {
    setFilters(change);
    onClose();
  };
  return (
    <>
      <Sheet title="服务" isOpen={open === 'mode'} onClose={onClose}>
        <FilterChoice
          title="要哪种服务"
          options={modeOptions}
          value={filters.mode}
          onChoose={(mode) => choose({ mode })}
        />
      </Sheet>
      <Sheet title="哪一天" isOpen={open === 'date'} onClose={onClose}>
        <FilterChoice
          title="日期"
          options={dayOptions(props.region)}
          value={props.day}
          onChoose={(date) => (hasStay(filters.mode) ? setFilters({ date }) : choose({ date }))}
        />
        {props.region === undefined && <View className="nc-small">连上网才知道今天是哪天。</View>}
        {hasStay(filters.mode) && (
          <StayChoice stay={filters.stay} onChoose={(stay) => setFilters({ stay })} onDone={onClose} />
        )}
      </Sheet>
      <Sheet title="怎么排" isOpen={open === 'sort'} onClose={onClose}>
        <FilterChoice
          title="先列谁"
          options={sortOptions(place, filters.q)}
          value={filters.sort}
          onChoose={(sort) => choose({ sort })}
        />
      </Sheet>
      <Sheet title="选个月龄" isOpen={open === 'age'} onClose={onClose}>
        <FilterChoice
          title="月龄"
          options={ageOptions(props.ageMonths)}
          value={props.ageMonths}
          onChoose={(months) => {
            askAge(months);
            onClose();
          }}
        />
      </Sheet>
      <Sheet title="在哪里找" isOpen={open === 'place'} onClose={onClose}>
        <PlaceChoice regions={props.regions} onPickOnMap={props.onPickOnMap} onDone={onClose} />
      </Sheet>
      <Sheet title="筛选" isOpen={open === 'all'} onClose={onClose}>
        <AllFilters {...props} />
      </Sheet>
    </>
  );
}
