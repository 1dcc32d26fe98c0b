import type { Reply } from '@nearcare/shared/contract/types';
import { groupFor } from '@nearcare/shared/rules/age';
import type { CareMode, Group, PriceLine } from '../centres.public.js';
import { modesByUse, priceFor, unitsByUse } from '../centres.rules.js';

type PriceForChild = NonNullable<Reply<'getCentre'>['priceForChild']>;
type Line = PriceForChild['lines'][number];
type Priced = { priceList: readonly PriceLine[]; groups: readonly Group[] };

/**
 * The lines of the price list that hold for a child of this age in this mode (else the first mode that has a price):
 * care in each of its units, the group's own line before one for all, then all else that is not for another mode or
 * group. Null when no group takes the child or care has no price. Nothing is added up: not all of it is taken.
 */
export function priceForChild(
  centre: Priced,
  { ageMonths, mode: asked }: { ageMonths?: number | undefined; mode?: CareMode | undefined },
): PriceForChild | null {
  const group = ageMonths === undefined ? null : groupFor(centre.groups, ageMonths);
  if (!group) return null;
  for (const mode of asked ? [asked] : modesByUse) {
    const care = careLines(centre.priceList, mode, group);
    const [first] = care;
    if (!first) continue;
    const besides = centre.priceList.filter((line) => line.kind !== 'care' && isMeant(line, mode, group));
    return { mode, unit: first.unit, lines: [...care, ...besides].map((line) => toLine(line, group)) };
  }
  return null;
}

function careLines(priceList: readonly PriceLine[], mode: CareMode, group: Group): PriceLine[] {
  const lines = priceList.filter((line) => line.kind === 'care' && line.mode === mode);
  return unitsByUse[mode].flatMap((unit) => {
    const fitting = lines.filter((line) => line.unit === unit);
    return priceFor(fitting, group.ageGroup) ?? [];
  });
}

function isMeant(line: PriceLine, mode: CareMode, group: Group): boolean {
  return (line.mode ?? mode) === mode && (line.ageGroup ?? group.ageGroup) === group.ageGroup;
}

function toLine(line: PriceLine, group: Group): Line {
  const { label, kind, amountFen, unit, isVoluntary } = line;
  return { label, kind, amountFen, unit, isVoluntary, reason: reasonOf(line, group) };
}

const unitWords: Readonly<Record<PriceLine['unit'], string>> = {
  month: '按月收',
  day: '按天收',
  halfDay: '按半天收',
  hour: '按小时收',
  visit: '按次收',
  meal: '按餐收',
  halfHour: '按半小时收',
};

/** Why a line counts for this child, in a few words: 「托小班 12–24 个月，按天收」, 「自愿，按餐收」. */
function reasonOf({ ageGroup, isVoluntary, unit }: PriceLine, group: Group): string {
  const whose = ageGroup && `${group.name} ${group.minMonths}–${group.maxMonths} 个月`;
  return [whose, isVoluntary && '自愿', unitWords[unit]].filter(Boolean).join('，');
}
