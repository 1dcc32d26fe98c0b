import { View } from '@tarojs/components';
import { dayWords } from '../../ui/words/civil-words';
import { askedWords, datesWords, weekdaysWords } from '../../ui/words/enrolment-words';
import { perUnit, price } from '../../ui/words/money';
import type { Enrolment } from './ask-enrolments';
import './enrolments.css';

/** Names and values, line by line. */
export function FactLines({ facts }: { facts: readonly (readonly [name: string, value: string])[] }) {
  return (
    <View className="nc-above-8">
      {facts.map(([name, value]) => (
        <View key={name} className="en-fact">
          <View className="en-fact-name">{name}</View>
          <View className="en-fact-value">{value}</View>
        </View>
      ))}
    </View>
  );
}

/** What was asked for, and once it is accepted what was agreed to. */
export function factsOf(of: Enrolment): (readonly [string, string])[] {
  const { placement } = of;
  const facts: [string, string][] = [
    ['孩子', of.child.nickname],
    ['机构', of.centre.name],
  ];
  if (placement === null) return [...facts, ['想要', askedWords(of)]];
  return [
    ...facts,
    ['班', placement.groupName],
    ['第一天', dayWords(placement.firstDay)],
    ['星期', weekdaysWords(placement.weekdays)],
    ...placement.lines.map(({ label, amountFen, unit, isVoluntary }): [string, string] => [
      label,
      `${price(amountFen)} ${perUnit(placement.currency, unit)}${isVoluntary ? '，自愿' : ''}`,
    ]),
    ...(placement.withoutDates.length > 0
      ? [['没有托位', datesWords(placement.withoutDates)] as [string, string]]
      : []),
    ...(of.lastDay === null ? [] : [['最后一天', dayWords(of.lastDay)] as [string, string]]),
  ];
}
