import { addDays, daysBetween } from '@nearcare/shared/rules/civil-date';
import { useState } from 'react';
import { useFontMode } from '../../ui/font-mode';
import { mondayOf } from '../../ui/words/day-face';

/** Which weeks a grid shows: four at a time, two in the largest letters, from this week to `daysAhead`. */
export function useWeeks(today: string, daysAhead: number) {
  const weeks = useFontMode((state) => (state.mode === '150' ? 2 : 4));
  const [page, setPage] = useState(0);
  const firstMonday = addDays(mondayOf(today), page * weeks * 7);
  return {
    weeks,
    firstMonday,
    canGoBack: page > 0,
    canGoOn: daysBetween(today, addDays(firstMonday, weeks * 7)) <= daysAhead,
    onPage: (step: -1 | 1) => setPage(page + step),
  };
}
