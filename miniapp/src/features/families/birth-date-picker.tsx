import { civilParts, daysInMonth } from '@nearcare/shared/rules/civil-date';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Icon } from '../../ui/icon';
import { Tap } from '../../ui/tap';

type BirthDate = { year: number | null; month: number | null; day: number | null };
type Part = keyof BirthDate;

const words: Record<Part, string> = { year: '年', month: '月', day: '日' };

/** `2025-04-08`; null until all three are chosen. */
export function civilDateOf({ year, month, day }: BirthDate): string | null {
  if (year === null || month === null || day === null) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/**
 * Three taps: year, month, day. No wheels: they are hard for stiff fingers, and a browser reader cannot turn them. The
 * server judges the date, so days of the future can be chosen and get their sentence.
 */
export function BirthDatePicker(props: {
  thisYear: number;
  /** What is kept now, when it is corrected. */
  initial?: string;
  error: string | undefined;
  onChange: (birthOn: string | null) => void;
}) {
  const { initial } = props;
  const [chosen, setChosen] = useState<BirthDate>(() =>
    initial === undefined ? { year: null, month: null, day: null } : civilParts(initial),
  );
  const [open, setOpen] = useState<Part | null>(initial === undefined ? 'year' : null);
  const choices: Record<Part, number[]> = {
    year: range(Math.min(props.thisYear - 3, chosen.year ?? props.thisYear), props.thisYear),
    month: range(1, 12),
    day: range(1, daysInMonth(chosen.year ?? props.thisYear, chosen.month ?? 1)),
  };

  function choose(part: Part, value: number): void {
    const next = { ...chosen, [part]: value };
    // 31 March chosen, then April: a day that the month lacks is asked for again instead of being shifted in silence.
    const isGone =
      next.day !== null &&
      next.year !== null &&
      next.month !== null &&
      next.day > daysInMonth(next.year, next.month);
    if (isGone) next.day = null;
    setChosen(next);
    const missing = (['year', 'month', 'day'] as const).find((name) => next[name] === null);
    setOpen(missing ?? null);
    props.onChange(civilDateOf(next));
  }

  return (
    <View className="nc-field">
      <View className="nc-field-label">出生日期</View>
      <View className="nc-row nc-wrap nc-gap-8" role="group" aria-label="出生日期">
        {(['year', 'month', 'day'] as const).map((part) => (
          <Tap
            key={part}
            className={`fm-part ${open === part ? 'fm-part-open' : ''} ${props.error === undefined ? '' : 'fm-part-wrong'}`}
            label={chosen[part] === null ? `选${words[part]}` : `${chosen[part]} ${words[part]}，改`}
            isExpanded={open === part}
            onTap={() => setOpen(open === part ? null : part)}
          >
            <View>
              {chosen[part] ?? ''}
              {words[part]}
            </View>
            <Icon name="chevron-down" size={16} />
          </Tap>
        ))}
      </View>
      {open !== null && (
        <View className={`fm-choices fm-choices-${open}`} role="radiogroup" aria-label={`选${words[open]}`}>
          {choices[open].map((value) => (
            <Tap
              key={value}
              role="radio"
              isOn={chosen[open] === value}
              label={`${value} ${words[open]}`}
              className={`fm-choice ${chosen[open] === value ? 'fm-choice-on' : ''}`}
              onTap={() => choose(open, value)}
            >
              {value}
            </Tap>
          ))}
        </View>
      )}
      {props.error !== undefined && (
        <View className="nc-field-error" role="alert">
          <Icon name="warning" size={16} />
          <View>{props.error}</View>
        </View>
      )}
    </View>
  );
}
