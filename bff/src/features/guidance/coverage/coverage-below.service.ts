import type { Reply } from '@nearcare/shared/contract/types';
import { DomainError } from '../../../lib/domain-error.js';
import type { OfficerDesk } from '../../../plugins/session.js';
import type { Districts } from '../../centres/centres.public.js';
import { addedUp } from './coverage.rules.js';
import type { GuidanceCoverage } from './coverage.service.js';

type Deps = {
  coverage: Pick<GuidanceCoverage, 'getGuidanceCoverage'>;
  districts: Pick<Districts, 'listBelow'>;
};
type Below = Reply<'deskListCoverageBelow'>;
type OfDistrict = Reply<'getGuidanceCoverage'>;

/** This year, the last one, and the one before. */
const mostYears = 3;

/** Coverage for a level above districts: those whose codes begin with its own, added up from what is public of each. */
export function coverageBelow({ coverage, districts }: Deps) {
  /** @throws DomainError not_found at the desk of a district, and where there is none below */
  async function deskListCoverageBelow(desk: OfficerDesk): Promise<Below> {
    const known = desk.level === 0 ? [] : await districts.listBelow(desk.districtCode);
    const told: OfDistrict[] = [];
    // One after another: the desk can wait a moment, a store that parents ask too should not.
    for (const { code } of known) told.push(await coverage.getGuidanceCoverage(code));
    const [first] = told;
    if (!first) throw new DomainError('not_found');
    const years = [...new Set(told.flatMap((one) => one.years.map(({ year }) => year)))].sort(
      (a, b) => b - a,
    );
    return {
      goalNewbornsPercent: first.goalNewbornsPercent,
      years: years.slice(0, mostYears).map((year) => toYear(year, told)),
    };
  }

  return { deskListCoverageBelow };
}

function toYear(year: number, told: readonly OfDistrict[]): Below['years'][number] {
  const found = told.flatMap(({ districtCode, name, years }) => {
    const own = years.find((one) => one.year === year);
    return own ? [{ districtCode, name, own }] : [];
  });
  return {
    year,
    isDemo: found.some(({ own }) => own.isDemo),
    families: addedUp(found.map(({ own }) => own.families)),
    newborns: addedUp(found.map(({ own }) => own.newborns)),
    districts: found.map(({ districtCode, name, own: { until, families, newborns } }) => ({
      ...{ districtCode, name, until, families, newborns },
    })),
    withoutFigures: told
      .filter(({ years }) => !years.some((one) => one.year === year))
      .map(({ name }) => name),
  };
}
