import { addDays, weekdayOf } from '@nearcare/shared/rules/civil-date';
import { create } from 'zustand';
import type { ClassCard, ClassFilters } from '../../../api/classes';
import type { Position } from '../../../platform/location-types';
import type { ClassTopic, ClassWay } from '../../../ui/words/class-words';

export type Way = 'all' | ClassWay | 'homeVisit';
export type When = 'any' | 'week' | 'weekend' | 'month';

/** How the list is looked at. It stays while other tabs are open, and is gone with the app: where one stood, above all. */
export type ClassView = {
  /** What fits the child, or an age; false: every age. */
  isFitting: boolean;
  /** For who has no child here. */
  ageMonths: number | null;
  topic: ClassTopic | null;
  way: Way;
  when: When;
  hasSeats: boolean;
  kind: ClassCard['kind'] | null;
  near: { position: Position; radiusMetres: number } | null;
};

const fresh: ClassView = {
  ...{ isFitting: true, ageMonths: null, topic: null, way: 'all' },
  ...{ when: 'any', hasSeats: false, kind: null, near: null },
};

export const useClassView = create<ClassView>(() => fresh);

export function changeView(change: Partial<ClassView>): void {
  useClassView.setState(change);
}

/** What the sheet filters, taken off; topic and way have their own places on the screen. */
export const cleared = { when: 'any', hasSeats: false, kind: null, near: null } as const;

/** How many filters of the sheet are on. */
export function filterCount({ when, hasSeats, kind, near }: ClassView): number {
  return [when !== 'any', hasSeats, kind !== null, near !== null].filter(Boolean).length;
}

/** First and last day, both included. From Saturday on 周末 is the one that has begun. */
export function daysOf(when: When, today: string): { from: string; to: string } | null {
  const weekday = weekdayOf(today);
  switch (when) {
    case 'any':
      return null;
    case 'week':
      return { from: today, to: addDays(today, 7 - weekday) };
    case 'weekend':
      return { from: weekday === 7 ? today : addDays(today, 6 - weekday), to: addDays(today, 7 - weekday) };
    case 'month':
      return { from: today, to: addDays(today, 30) };
  }
}

// Five decimals are a metre; more would only tell a phone's noise.
const metreExact = (degrees: number) => Math.round(degrees * 1e5) / 1e5;

/** What the service is asked. */
export function filtersOf(view: ClassView, today: string | null): ClassFilters {
  const { topic, way, when, hasSeats, kind, near } = view;
  const days = today === null ? null : daysOf(when, today);
  return {
    ...(topic === null ? {} : { topic }),
    ...(way === 'all' || way === 'homeVisit' ? {} : { way }),
    ...days,
    ...(hasSeats ? { hasSeats } : {}),
    ...(kind === null ? {} : { kind }),
    ...(near === null
      ? {}
      : {
          lat: metreExact(near.position.lat),
          lng: metreExact(near.position.lng),
          datum: near.position.datum,
          radiusMetres: near.radiusMetres,
        }),
  };
}

/** `这周、有名额`: what narrows the list besides topic and way. */
export function narrowedWords({ when, hasSeats, kind, near }: ClassView): string {
  const whenWords: Record<When, string> = { any: '', week: '这周', weekend: '周末', month: '30 天内' };
  return [
    whenWords[when],
    hasSeats ? '有名额' : '',
    kind === null ? '' : kind === 'lecture' ? '家长课堂' : '亲子活动',
    near === null ? '' : `${near.radiusMetres / 1000} 公里内`,
  ]
    .filter((word) => word !== '')
    .join('、');
}
