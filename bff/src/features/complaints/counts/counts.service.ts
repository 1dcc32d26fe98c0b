import type { Query, Reply } from '@nearcare/shared/contract/types';
import { addDays } from '@nearcare/shared/rules/civil-date';
import type { Clock } from '../../../lib/clock.js';
import { DomainError } from '../../../lib/domain-error.js';
import { instantAt } from '../../../lib/zone.js';
import type { OfficerDesk } from '../../../plugins/session.js';
import { homeToday } from '../../../regions/home-zone.js';
import { getRegion } from '../../../regions/regions.js';
import type { Centres, Districts } from '../../centres/centres.public.js';
import type { ComplaintsModel } from '../complaints.model.js';
import { scopeOf } from '../desk/officer-scope.js';
import { countOf, published, publishedOfDistrict, wholeMonths } from './counts.rules.js';

export type CountsDeps = {
  complaints: ComplaintsModel;
  centres: Centres;
  districts: Districts;
  clock: Clock;
};

type Public = Reply<'getComplaintStatistics'>;
type Where = { centreId: string } | { districtCode: string };
type Published = ReturnType<typeof published>;
type Place = { where: Where; name: string; timeZone: string };

/** What was counted is told again for so long: whole months change by what ends, slowly. */
const keptMs = 60_000;
const mostKept = 2_000;

/** How many complaints there were, how they ended and how fast: for everybody, and for the desk that is measured by it. */
export function complaintCounts({ complaints, centres, districts, clock }: CountsDeps) {
  const kept = new Map<string, { counts: Promise<Published>; untilMs: number }>();

  /** @throws DomainError input_invalid (neither a centre nor a district, or both), not_found */
  async function getComplaintStatistics(asked: Query<'getComplaintStatistics'>): Promise<Public> {
    const { where, name, timeZone } = await placeOf(asked);
    const { from, until } = wholeMonths(homeToday(clock));
    const key = JSON.stringify([where, from]);
    const counts = await remembered(key, async () => {
      const filed = { from: instantAt(from, '00:00', timeZone), to: instantAt(until, '00:00', timeZone) };
      const counted = await complaints.listCounted(where, filed);
      return 'centreId' in where ? published(countOf(counted)) : publishedOfDistrict(counted);
    });
    const centreId = 'centreId' in where ? where.centreId : null;
    return { centreId, name, from, until: addDays(until, -1), ...counts };
  }

  async function deskGetComplaintStatistics(desk: OfficerDesk): Promise<Reply<'deskGetComplaintStatistics'>> {
    const until = homeToday(clock);
    const from = addDays(until, -364);
    const now = clock.now();
    const filed = { from: new Date(now.getTime() - 365 * 86_400_000), to: now };
    const [counted, open, overdue] = await Promise.all([
      complaints.listCounted(scopeOf(desk), filed),
      complaints.count({ ...scopeOf(desk), isOpen: true }),
      complaints.count({ ...scopeOf(desk), isOpen: true, isOverdue: true }),
    ]);
    const { received, solved, medianDays, onTimePercent } = countOf(counted);
    return { from, until, received, solved, open, overdue, medianDays, onTimePercent };
  }

  async function placeOf({ centreId, districtCode }: Query<'getComplaintStatistics'>): Promise<Place> {
    if ((centreId === undefined) === (districtCode === undefined)) throw eitherOne();
    if (centreId !== undefined) {
      const centre = await centres.findBookable(centreId);
      if (!centre) throw new DomainError('not_found');
      return { where: { centreId }, name: centre.name, timeZone: centre.timeZone };
    }
    const district = await districts.findDistrict(districtCode ?? '');
    if (!district) throw new DomainError('not_found');
    const { code, name, regionCode } = district;
    return { where: { districtCode: code }, name, timeZone: getRegion(regionCode).timeZone };
  }

  function remembered(key: string, count: () => Promise<Published>): Promise<Published> {
    const now = performance.now();
    const found = kept.get(key);
    if (found && now < found.untilMs) return found.counts;
    const counts = count();
    kept.delete(key);
    kept.set(key, { counts, untilMs: now + keptMs });
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    counts.catch(() => kept.delete(key));
    return counts;
  }

  return { getComplaintStatistics, deskGetComplaintStatistics };
}

function eitherOne(): DomainError {
  return new DomainError('input_invalid', { n: 1 }, [{ path: '/centreId', message: '选一家机构，或一个区' }]);
}
