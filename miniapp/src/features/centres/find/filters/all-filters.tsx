import { ageInMonths } from '@nearcare/shared/rules/age';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../../ui/button';
import { Chip } from '../../../../ui/chip';
import { ageWords } from '../../../../ui/words/civil-words';
import { askAge } from '../../centre-page/asked-age';
import { cleared, dayAsked, type Filters, setFilters } from '../find-state';
import { hasStay, sortOptions, type Wanted } from '../found-query';
import { useFoundCount } from '../use-found-centres';
import type { FilterSheetsProps } from './every-filter-sheet';
import { FilterChoice } from './filter-choice';
import * as words from './filter-words';
import { StayChoice } from './stay-choice';

/** Every filter on one sheet. Nothing changes behind it until the button is pressed, which says what will be found. */
export function AllFilters(props: FilterSheetsProps) {
  const { place, box, region, child, onClose } = props;
  const [draft, setDraft] = useState(props.filters);
  const [ageMonths, setAgeMonths] = useState(props.ageMonths);
  const change = (part: Partial<Filters>) => setDraft({ ...draft, ...part });
  const date = region === undefined ? null : dayAsked(draft, region);
  const monthsThen = child !== null && date !== null ? ageInMonths(child.birthOn, date) : ageMonths;
  const currency = region?.currency ?? 'CNY';
  return (
    <View>
      {child === null ? (
        <FilterChoice
          title="孩子"
          options={words.ageOptions(ageMonths)}
          value={ageMonths}
          isRow
          onChoose={setAgeMonths}
        />
      ) : (
        <View className="find-group">
          <View className="nc-strong">孩子</View>
          <View className="nc-small">
            {child.nickname}，{ageWords(child.ageMonths)}
          </View>
        </View>
      )}
      <FilterChoice
        title="服务"
        options={words.modeOptions}
        value={draft.mode}
        onChoose={(mode) => change({ mode })}
      />
      <FilterChoice
        title="日期"
        options={words.dayOptions(region)}
        value={date}
        isRow
        onChoose={(day) => change({ date: day })}
      />
      {hasStay(draft.mode) && <StayChoice stay={draft.stay} onChoose={(stay) => change({ stay })} />}
      <View className="find-group">
        <View className="nc-strong">只看</View>
        <View className="find-choice">
          <Chip isOn={draft.hasVacancy} onTap={() => change({ hasVacancy: !draft.hasVacancy })}>
            <View>有余位</View>
          </Chip>
          <Chip isOn={draft.inclusive} onTap={() => change({ inclusive: !draft.inclusive })}>
            <View>普惠</View>
          </Chip>
        </View>
      </View>
      <FilterChoice
        title="价格怎么算"
        options={words.unitOptions}
        value={draft.priceUnit}
        onChoose={(priceUnit) => change({ priceUnit, maxPriceFen: null })}
      />
      <FilterChoice
        title="最多多少钱"
        options={words.priceOptions(draft.priceUnit, currency)}
        value={draft.maxPriceFen}
        onChoose={(maxPriceFen) => change({ maxPriceFen })}
      />
      <FilterChoice
        title="质量等级"
        options={words.gradeOptions}
        value={draft.grade}
        onChoose={(grade) => change({ grade })}
      />
      <FilterChoice
        title="谁办的"
        options={words.operatorOptions}
        value={draft.operatorType}
        onChoose={(operatorType) => change({ operatorType })}
      />
      <FilterChoice
        title="开门时间"
        options={words.openOptions}
        value={draft.openAt}
        onChoose={(openAt) => change({ openAt })}
      />
      {place.kind !== 'district' && box === null && draft.q === '' && (
        <FilterChoice
          title="多远"
          options={words.radiusOptions}
          value={draft.radiusMetres}
          onChoose={(radiusMetres) => change({ radiusMetres })}
        />
      )}
      <FilterChoice
        title="先列谁"
        options={sortOptions(place, draft.q)}
        value={draft.sort}
        onChoose={(sort) => change({ sort })}
      />
      <Foot
        wanted={{ place, box, filters: draft }}
        date={date}
        ageMonths={monthsThen}
        onClear={() => {
          setDraft(cleared(draft));
          if (child === null) setAgeMonths(null);
        }}
        onUse={() => {
          setFilters(draft);
          if (child === null) askAge(ageMonths);
          onClose();
        }}
      />
    </View>
  );
}

type FootProps = {
  wanted: Wanted;
  date: string | null;
  ageMonths: number | null;
  onClear: () => void;
  onUse: () => void;
};

function Foot({ wanted, date, ageMonths, onClear, onUse }: FootProps) {
  const total = useFoundCount(wanted, date, ageMonths);
  const text = total === null ? '看结果' : `看 ${words.totalWords(total)}`;
  return (
    <View className="find-sheet-foot">
      <View className="nc-heard" role="status">
        {total === null ? '' : `有 ${words.totalWords(total)}合适`}
      </View>
      <Button className="nc-grow" kind="soft" text="清空" onTap={onClear} />
      <Button className="nc-grow" text={text} onTap={onUse} />
    </View>
  );
}
