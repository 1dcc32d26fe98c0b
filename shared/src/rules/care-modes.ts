type CareMode = 'fullDay' | 'halfDay' | 'hourly' | 'temporary';
type DatedUnit = 'day' | 'halfDay' | 'hour' | 'visit';

/**
 * What a single stay of each mode may be paid by, the usual unit first. A centre that sells none of these offers enrolment
 * by the month instead.
 */
const datedUnits: Readonly<Record<CareMode, readonly DatedUnit[]>> = {
  fullDay: ['day'],
  halfDay: ['halfDay'],
  hourly: ['hour'],
  temporary: ['visit', 'hour'],
};

/** The care lines of a price list that a single stay of this mode can be paid by: those in the usual unit, else in the next. */
export function datedLines<Line extends { kind: string; mode?: CareMode | undefined; unit: string }>(
  priceList: readonly Line[],
  mode: CareMode,
): Line[] {
  for (const unit of datedUnits[mode]) {
    const lines = priceList.filter(
      (line) => line.kind === 'care' && line.mode === mode && line.unit === unit,
    );
    if (lines.length > 0) return lines;
  }
  return [];
}
