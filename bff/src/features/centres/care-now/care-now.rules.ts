import { datedLines } from '@nearcare/shared/rules/care-modes';
import { minutesOf, timeOf } from '@nearcare/shared/rules/slot-times';
import type { CareMode, Group, PriceLine } from '../centres.public.js';
import { groupsFor, type Opening, priceFor } from '../centres.rules.js';

/** Some hours of one day, and until when the centre is open; clock times of the centre. */
export type Stay = { from: string; to: string; until: string };
type OfferingGroup = Pick<Group, 'id' | 'ageGroup' | 'minMonths' | 'maxMonths' | 'places' | 'enrolled'>;
type Offering = {
  careModes: readonly CareMode[];
  priceList: readonly Pick<PriceLine, 'kind' | 'mode' | 'unit' | 'amountFen' | 'ageGroup'>[];
  groups: readonly OfferingGroup[];
};
/** How a centre takes a child for some hours: the mode, what that costs, the groups that could. */
export type Offer = { mode: 'hourly' | 'temporary'; priceFen: number; groups: OfferingGroup[] };

const gridMinutes = 30;

/**
 * The stays of so many hours that fit into a day's opening, on the half-hour grid, soonest first.
 * @param notBefore HH:mm; a stay begins at it or later
 */
export function staysIn(opening: Opening, notBefore: string, hours: number): Stay[] {
  if (!opening.isOpen) return [];
  const earliest = Math.max(minutesOf(opening.from), minutesOf(notBefore));
  const first = Math.ceil(earliest / gridMinutes) * gridMinutes;
  const last = minutesOf(opening.to) - hours * 60;
  const count = Math.max(0, Math.floor((last - first) / gridMinutes) + 1);
  return Array.from({ length: count }, (_, index) => {
    const from = first + index * gridMinutes;
    return { from: timeOf(from), to: timeOf(from + hours * 60), until: opening.to };
  });
}

/** Whether a stay of today begins at the next half hour. Both are `HH:mm` of the centre. */
export function beginsAtOnce({ from }: Pick<Stay, 'from'>, now: string): boolean {
  return minutesOf(from) - minutesOf(now) < gridMinutes;
}

/**
 * By the hour where the centre sells hours to this child's group, else a visit, whose price does not go by hours; null
 * where it sells neither, or where nobody says how many places its groups have left.
 */
export function offerFor(
  { careModes, priceList, groups }: Offering,
  ageMonths: number | undefined,
  hours: number,
): Offer | null {
  const taking = groupsFor(groups, ageMonths).filter(({ enrolled }) => enrolled !== null);
  const [group] = taking;
  if (!group) return null;
  const ageGroup = ageMonths === undefined ? undefined : group.ageGroup;
  for (const mode of ['hourly', 'temporary'] as const) {
    const line = priceFor(datedLines(priceList, mode), ageGroup);
    if (!line || !careModes.includes(mode)) continue;
    const times = line.unit === 'hour' ? hours : 1;
    return { mode, priceFen: line.amountFen * times, groups: taking };
  }
  return null;
}
