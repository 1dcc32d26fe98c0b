import type { Query } from '@nearcare/shared/contract/types';
import type { Clock } from '../../../lib/clock.js';
import type { LatLng } from '../../../lib/coordinates.js';
import { DomainError } from '../../../lib/domain-error.js';
import { findRegionAt, regions } from '../../../regions/regions.js';
import { readPosition } from '../read-position.js';
import { readBox } from './boxes.js';
import type { PageOf } from './card-writer.js';
import type { Finding } from './finding.service.js';
import { readPage, toPageReply } from './finding-pages.js';
import { readQuestion } from './question.js';
import type { Sort } from './sorting.rules.js';

export function searchService({ finding, clock }: { finding: Finding; clock: Clock }) {
  /** @throws DomainError place_unknown, date_in_past, date_too_far, input_invalid (nothing asked, box, sort, cursor) */
  async function searchCentres(query: Query<'searchCentres'>): Promise<PageOf<'searchCentres'>> {
    const now = clock.now();
    const from = readPosition(query) ?? undefined;
    const boxed = query.box === undefined ? null : readBox(query.box, query.datum ?? 'wgs84');
    const region = boxed?.region ?? (from && findRegionAt(from));
    if (from && !region) throw new DomainError('place_unknown');

    const { choice, ...rest } = readQuestion(query, region ? [region] : regions, now);
    const { districtCode } = query;
    if (!choice.words && districtCode === undefined && !boxed) throw nothingAsked();
    const sort = query.sort ?? usualSort(choice.words !== undefined, from);
    if (sort === 'distance' && !from) throw distanceFromNowhere();
    const question = { choice: { ...choice, from, box: boxed?.box, districtCode }, ...rest };
    return toPageReply(await finding.page(question, readPage(query, sort)), sort, now);
  }

  return { searchCentres };
}

/** Words are looked for to find one centre; all else is looked through from near to far. */
function usualSort(hasWords: boolean, from: LatLng | undefined): Sort {
  return hasWords || !from ? 'relevance' : 'distance';
}

function nothingAsked(): DomainError {
  const message = '写几个字，或选一个区域';
  return new DomainError('input_invalid', { n: 3 }, [
    { path: '/q', message },
    { path: '/districtCode', message },
    { path: '/box', message },
  ]);
}

function distanceFromNowhere(): DomainError {
  return new DomainError('input_invalid', { n: 1 }, [
    { path: '/sort', message: '不知道你在哪里，不能按远近排' },
  ]);
}
