import type { Reply } from '@nearcare/shared/contract/types';
import { civilParts } from '@nearcare/shared/rules/civil-date';
import type { Clock } from '../../../lib/clock.js';
import { DomainError } from '../../../lib/domain-error.js';
import { civilNow } from '../../../lib/zone.js';
import type { OfficerDesk } from '../../../plugins/session.js';
import { china } from '../../../regions/cn.js';
import { homeToday } from '../../../regions/home-zone.js';
import { getRegion } from '../../../regions/regions.js';
import type { Districts, KnownDistrict } from '../../centres/centres.public.js';
import type { GuidanceYearsModel } from '../guidance-years.model.js';
import type { GuidanceBase, GuidanceBasesModel } from './bases.model.js';
import { counted, countReached, publicUntil, published, type Reached } from './coverage.rules.js';

export type CoverageDeps = {
  years: GuidanceYearsModel;
  bases: GuidanceBasesModel;
  districts: Districts;
  clock: Clock;
};

type Public = Reply<'getGuidanceCoverage'>;

export type GuidanceCoverage = ReturnType<typeof guidanceCoverage>;

/** What was counted is told again for so long: whole months change slowly. */
const keptMs = 60_000;
const mostKept = 2_000;

/**
 * How many families of a district guidance reached, against what the district says how many there are. A family counts
 * where it lives, wherever the class was; who said nothing of that counts nowhere.
 */
export function guidanceCoverage({ years, bases, districts, clock }: CoverageDeps) {
  const kept = new Map<string, { reached: Promise<Reached>; untilMs: number }>();

  /** @throws DomainError not_found */
  async function getGuidanceCoverage(districtCode: string): Promise<Public> {
    const { district, today } = await whereIs(districtCode);
    const told = await ofYearsBegun(districtCode, today);
    const shown = told.map(async (base) => {
      const until = publicUntil(base.year, today);
      const reached = until === null ? { families: 0, newborns: 0 } : await remembered(base, until);
      return {
        ...factsOf(base, until, today),
        families: published(reached.families, base.families),
        newborns: published(reached.newborns, base.newborns),
      };
    });
    return { ...headOf(district), years: await Promise.all(shown) };
  }

  /** @throws DomainError not_found: the levels above a district are measured by none */
  async function deskGetGuidanceCoverage(desk: OfficerDesk): Promise<Reply<'deskGetGuidanceCoverage'>> {
    const { district, today } = await whereIs(desk.districtCode);
    const told = await ofYearsBegun(desk.districtCode, today);
    const shown = told.map(async (base) => {
      const last = `${base.year}-12-31`;
      const until = today < last ? today : last;
      const [reached, unplaced] = await Promise.all([
        reachedIn(base, until),
        years.listUnplaced(base.districtCode, base.year),
      ]);
      return {
        ...factsOf(base, until, today),
        families: counted(reached.families, base.families),
        newborns: counted(reached.newborns, base.newborns),
        unplaced: countReached(unplaced, until, base.isDemo).families,
      };
    });
    return { ...headOf(district), years: await Promise.all(shown) };
  }

  /**
   * Makes the figures of years final that are over for some weeks. Safe to repeat.
   * @returns how many
   */
  async function finishYears(): Promise<number> {
    const today = homeToday(clock);
    const { year } = civilParts(today);
    const isTime = today.slice(5) >= china.guidance.finalFrom;
    const over = await bases.listUnfinished(isTime ? year : year - 1);
    for (const base of over) await bases.finish(base._id, await reachedIn(base, `${base.year}-12-31`));
    return over.length;
  }

  async function reachedIn(base: GuidanceBase, until: string): Promise<Reached> {
    const { districtCode, year, isDemo, final } = base;
    return final ?? countReached(await years.listOfDistrict(districtCode, year), until, isDemo);
  }

  async function whereIs(code: string): Promise<{ district: KnownDistrict; today: string }> {
    const district = await districts.findDistrict(code);
    if (!district) throw new DomainError('not_found');
    const { timeZone } = getRegion(district.regionCode);
    return { district, today: civilNow(timeZone, clock.now()).date };
  }

  async function ofYearsBegun(districtCode: string, today: string): Promise<GuidanceBase[]> {
    const all = await bases.listOfDistrict(districtCode);
    return all.filter(({ year }) => year <= civilParts(today).year);
  }

  function remembered(base: GuidanceBase, until: string): Promise<Reached> {
    const key = `${base._id} ${until}`;
    const now = performance.now();
    const found = kept.get(key);
    if (found && now < found.untilMs) return found.reached;
    const reached = reachedIn(base, until);
    kept.delete(key);
    kept.set(key, { reached, untilMs: now + keptMs });
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    reached.catch(() => kept.delete(key));
    return reached;
  }

  return { getGuidanceCoverage, deskGetGuidanceCoverage, finishYears };
}

function headOf({ code, name, regionCode }: KnownDistrict) {
  const { goalNewbornsPercent } = getRegion(regionCode).guidance;
  return { districtCode: code, name, goalNewbornsPercent };
}

function factsOf({ year, source, asOf, isDemo }: GuidanceBase, until: string | null, today: string) {
  return { year, source: { name: source, asOf }, until, isOver: today > `${year}-12-31`, isDemo };
}
