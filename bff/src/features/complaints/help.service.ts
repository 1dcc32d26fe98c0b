import type { Query, Reply } from '@nearcare/shared/contract/types';
import type { ComplaintRules, Within } from '../../regions/complaint-rules.js';
import type { RegionCode } from '../../regions/region.js';
import { getRegion } from '../../regions/regions.js';
import { evidenceLimits } from './evidence/evidence-files.js';
import type { HandledHere } from './handled-here.js';
import { bodyName } from './routing.rules.js';

export type Help = (query: Query<'getHelp'>) => Promise<Reply<'getHelp'>>;

/**
 * What helps before any form, from the region's data: it needs no sign-in, and no store unless a district is asked about.
 * With a store that does not answer, that stays unknown: the numbers must come all the same.
 */
export const getHelp =
  (handled: Pick<HandledHere, 'ofDistrict'>): Help =>
  async ({ region: code = 'cn', districtCode }) => {
    const isHandledHere =
      districtCode === undefined ? null : await handled.ofDistrict(districtCode).catch(() => null);
    return { ...toHelp(code), isHandledHere };
  };

function toHelp(code: RegionCode): Omit<Reply<'getHelp'>, 'isHandledHere'> {
  const { complaints, emergencyNumbers } = getRegion(code);
  const { categories, outsideChannels, footageDays, reopenDays, keepYears } = complaints;
  return {
    numbers: [...emergencyNumbers],
    categories: categories.map(({ bodies, urgentFromChildren = null, ...category }) => ({
      ...{ code: category.code, label: category.label, level: category.level, urgentFromChildren },
      bodies: bodies.map((body) => bodyName(complaints, body)),
    })),
    promises: (['urgent', 'normal'] as const).map((level) => toPromises(complaints, level)),
    outsideChannels: [...outsideChannels],
    evidence: evidenceLimits,
    ...{ footageDays, reopenDays, keepYears },
  };
}

function toPromises({ promises }: ComplaintRules, level: 'urgent' | 'normal') {
  const { accept, reply, finish } = promises[level];
  return { level, accept: toWithin(accept), reply: toWithin(reply), finish: toWithin(finish) };
}

function toWithin(within: Within) {
  return {
    workdays: 'workdays' in within ? within.workdays : null,
    hours: 'hours' in within ? within.hours : null,
  };
}
