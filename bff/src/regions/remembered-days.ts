import type { Calendar } from './region.js';

/** Far more than the days one can book. */
const mostRemembered = 1_000;

/** A calendar that works out each day once: lists ask about the same few days for every centre. */
export function rememberingDays({ dayKind, yearsCovered }: Calendar): Calendar {
  const known = new Map<string, ReturnType<typeof dayKind>>();
  return {
    yearsCovered,
    dayKind(date) {
      let kind = known.get(date);
      if (!kind) {
        if (known.size >= mostRemembered) known.clear();
        kind = dayKind(date);
        known.set(date, kind);
      }
      return kind;
    },
  };
}
