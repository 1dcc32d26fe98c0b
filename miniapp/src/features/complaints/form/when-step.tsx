import { addDays, addMonths, daysInMonth } from '@nearcare/shared/rules/civil-date';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { useRegions } from '../../../api/regions';
import { Card } from '../../../ui/card';
import { ChoiceList } from '../../../ui/choice-list';
import { Notice } from '../../../ui/notice';
import { monthDay } from '../../../ui/words/civil-words';
import { useHelp } from '../ask-complaints';
import { footageDaysLeft } from '../draft';
import { dayOf } from '../when-words';
import type { StepProps } from './step-props';

type Chosen = { value: string | null; write: StepProps['write'] };

const firstHour = 6;
const lastHour = 20;
const monthsShown = 4;
/** What WeChat and browsers show when nobody has said: the assumption of the region, until its data arrives. */
const usualFootageDays = 90;

/** The day, about which hour, and how long recordings of it are still kept. */
export function WhenStep({ draft, write }: StepProps) {
  const { regions } = useRegions();
  const { help } = useHelp();
  const today = regions[0]?.today ?? dayOf(Date.now());
  const near = [
    { value: today, text: '今天' },
    { value: addDays(today, -1), text: '昨天' },
    { value: addDays(today, -2), text: '前天' },
  ];
  const { incidentOn } = draft;
  const isFar = incidentOn !== null && near.every(({ value }) => value !== incidentOn);
  const [isOther, setOther] = useState(isFar);
  const value = isOther ? 'other' : (incidentOn ?? 'unknown');
  return (
    <>
      <Card className="nc-above-12">
        <ChoiceList
          label="哪一天"
          value={value}
          options={[...near, { value: 'other', text: '更早' }, { value: 'unknown', text: '说不准' }]}
          onChange={(chosen) => {
            setOther(chosen === 'other');
            write({ incidentOn: chosen === 'other' || chosen === 'unknown' ? null : chosen });
          }}
        />
        {isOther && <EarlierDay today={today} value={incidentOn} write={write} />}
        {incidentOn !== null && <HourChoice value={draft.incidentTime} write={write} />}
      </Card>
      {incidentOn !== null && (
        <Footage
          left={footageDaysLeft(incidentOn, today, help?.footageDays ?? usualFootageDays)}
          today={today}
        />
      )}
    </>
  );
}

function Footage({ left, today }: { left: number; today: string }) {
  return (
    <Notice tone={left > 0 ? 'indigo' : 'apricot'} icon="clock" className="nc-above-12">
      {left > 0
        ? `园里录像一般存到 ${monthDay(addDays(today, left - 1))}，还有 ${left} 天。交了我们就请经办人调取。`
        : '园里录像一般已经过了保存的时间。别的证据更要紧。'}
    </Notice>
  );
}

/** A day of the last months in two taps: recordings of older ones are gone in any case. */
function EarlierDay({ today, value, write }: Chosen & { today: string }) {
  const months = Array.from({ length: monthsShown }, (_, index) =>
    addMonths(`${today.slice(0, 7)}-01`, -index).slice(0, 7),
  );
  const [month, setMonth] = useState(value?.slice(0, 7) ?? months[0] ?? '');
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  const days = Array.from(
    { length: daysInMonth(year, number) },
    (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`,
  ).filter((day) => day <= today);
  return (
    <>
      <ChoiceList
        label="几月"
        value={month}
        options={months.map((one) => ({ value: one, text: `${Number(one.slice(5))} 月` }))}
        onChange={setMonth}
      />
      <View className="cm-days">
        <ChoiceList
          label="几号"
          value={value}
          options={days.map((day) => ({ value: day, text: String(Number(day.slice(8))) }))}
          onChange={(incidentOn) => write({ incidentOn })}
        />
      </View>
    </>
  );
}

function HourChoice({ value, write }: Chosen) {
  const hours = Array.from({ length: lastHour - firstHour + 1 }, (_, index) => firstHour + index);
  return (
    <View className="nc-field cm-days">
      <View className="nc-field-label">大概几点（可以不选）</View>
      <ChoiceList
        label="大概几点"
        value={value}
        options={hours.map((hour) => ({ value: `${String(hour).padStart(2, '0')}:00`, text: `${hour} 点` }))}
        onChange={(incidentTime) => write({ incidentTime: incidentTime === value ? null : incidentTime })}
      />
    </View>
  );
}
