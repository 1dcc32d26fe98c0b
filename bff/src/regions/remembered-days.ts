import type { Calendar, DayKind } from './region.js';

/** Far more than the days one can book. */
const mostRemembered = 1_000;

/** A calendar that works out each day once: lists ask about the same few days for every centre. */
export function rememberingDays(calendar: Calendar): Calendar {
  const known = new Map<string, DayKind>();
  return {
    ...calendar,
    dayKind(date) {
      let kind = known.get(date);
      if (!kind) {
        if (known.size >= mostRemembered) known.clear();
        kind = calendar.dayKind(date);
        known.set(date, kind);
      }
      return kind;
    },
  };
}
