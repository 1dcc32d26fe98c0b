import { civilParts } from '@nearcare/shared/rules/civil-date';
import type { Clock } from '../../lib/clock.js';
import { keptFaults } from '../../lib/kept-faults.js';
import { china } from '../../regions/cn.js';
import { homeToday } from '../../regions/home-zone.js';
import type { Children, FamiliesWithChildren } from '../families/families.public.js';
import type { Notices } from '../notices/notices.public.js';
import { untoldNews } from '../notices/untold.public.js';
import { emptyYear } from './guidance-year.rules.js';
import type { GuidanceYearDoc, GuidanceYearsModel } from './guidance-years.model.js';
import { isSeason, remindedOf } from './reminder.rules.js';

export type RemindDeps = {
  years: GuidanceYearsModel;
  families: Children & FamiliesWithChildren;
  notices: Notices;
  clock: Clock;
};
type Held = { isHeld: () => boolean };

const pageSize = 200;
const rules = china.guidance;

/**
 * Reminds families late in a year that it has no guidance yet, each once a year. The write that says so marks the year
 * `isUntold`, so that the notice is given also after a crash; it is one for its family and year.
 */
export function remindJob({ years, families, notices, clock }: RemindDeps) {
  const news = untoldNews<GuidanceYearDoc>({
    listUntold: years.listUntold,
    tellAbout,
    markTold: ({ familyId, year }) => years.decideOn(familyId, year, { kind: 'told', at: clock.now() }),
  });

  async function tellAbout({ familyId, year, remindedOf: childId, remindedAt }: GuidanceYearDoc) {
    const child = childId && (await families.findChild(familyId, childId));
    if (!child || !remindedAt) return;
    const facts = { childId: child.id, childNickname: child.nickname, year };
    await notices.tell({ kind: 'guidanceDue', key: `guidance/${year}`, familyId, at: remindedAt, facts });
  }

  /** @returns how many families it reminded. @throws the first fault, after the others were tried */
  async function run({ isHeld }: Held): Promise<number> {
    const faults = keptFaults();
    let count = await faults.attempt(news.tellAll(), 0);
    const today = homeToday(clock);
    for (let after: string | null = isSeason(today, rules) ? '' : null; after !== null && isHeld(); ) {
      const page: string[] = await families.listFamilies(after, pageSize);
      for (const familyId of page) count += await faults.attempt(remind(familyId, today), 0);
      after = page.at(-1) ?? null;
    }
    faults.rethrow();
    return count;
  }

  async function remind(familyId: string, today: string): Promise<number> {
    const { year } = civilParts(today);
    const doc = (await years.find(familyId, year)) ?? emptyYear;
    if (doc.remindedAt) return 0;
    const child = remindedOf(await families.listChildren(familyId), doc, today, rules);
    if (!child) return 0;
    const decision = { kind: 'remind', childId: child.id, perYear: rules.perYear, at: clock.now() } as const;
    const decided = await years.decideOn(familyId, year, decision);
    await news.tell(decided.doc);
    return decided.isDecided ? 1 : 0;
  }

  return { run };
}
