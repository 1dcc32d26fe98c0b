import type { Fact } from '../../ui/fact-rows';
import { dayWords } from '../../ui/words/civil-words';
import { askedWords, datesWords, weekdaysWords } from '../../ui/words/enrolment-words';
import { perUnit, price } from '../../ui/words/money';
import type { Enrolment } from './ask-enrolments';

/** What was asked for, and once it is accepted what was agreed to. */
export function factsOf(of: Enrolment): Fact[] {
  const { placement } = of;
  const facts: Fact[] = [
    ['孩子', of.child.nickname],
    ['机构', of.centre.name],
  ];
  const note: Fact[] = of.note === null ? [] : [['你说', of.note]];
  if (placement === null) return [...facts, ['想要', askedWords(of)], ...note];
  return [
    ...facts,
    ['班', placement.groupName],
    ['第一天', dayWords(placement.firstDay)],
    ['星期', weekdaysWords(placement.weekdays)],
    ...placement.lines.map(
      ({ label, amountFen, unit, isVoluntary }): Fact => [
        label,
        `${price(amountFen)} ${perUnit(placement.currency, unit)}${isVoluntary ? '，自愿' : ''}`,
      ],
    ),
    ...(placement.withoutDates.length > 0 ? [['没有托位', datesWords(placement.withoutDates)] as const] : []),
    ...(of.lastDay === null ? [] : [['最后一天', dayWords(of.lastDay)] as const]),
    ...note,
  ];
}
