import type { Query } from '@nearcare/shared/contract/types';
import type { Clock } from '../../../lib/clock.js';
import { readCircle } from '../read-position.js';
import type { PageOf } from './card-writer.js';
import type { Finding } from './finding.service.js';
import { readPage, toPageReply } from './finding-pages.js';
import { type Question, readQuestion } from './question.js';

export function nearbyService({ finding, clock }: { finding: Finding; clock: Clock }) {
  /** @throws DomainError place_unknown, radius_too_large, date_in_past, date_too_far, input_invalid */
  async function listNearbyCentres(query: Query<'listNearbyCentres'>): Promise<PageOf<'listNearbyCentres'>> {
    const now = clock.now();
    const { from, region, withinMetres } = readCircle(query);

    const { choice, ...rest } = readQuestion(query, [region], now);
    const question = { choice: { ...choice, from, withinMetres }, ...rest };
    const sort = query.sort ?? 'distance';
    const page = readPage(query, sort);
    const found = await finding.page(question, page);
    const isEmpty = found.items.length === 0 && found.next === null && page.after === null;
    return {
      ...toPageReply(found, sort, now),
      radiusMetres: withinMetres,
      nearestBeyondMetres: isEmpty
        ? await nearestWithin(question, withinMetres, region.maxRadiusMetres)
        : null,
    };
  }

  /** Metres to the nearest centre that would do, in circles each twice as wide as the last; null within none. */
  async function nearestWithin(
    question: Question,
    metres: number,
    mostMetres: number,
  ): Promise<number | null> {
    if (metres >= mostMetres) return null;
    const withinMetres = Math.min(mostMetres, 2 * metres);
    const wider = { ...question, choice: { ...question.choice, withinMetres } };
    const { items } = await finding.page(wider, { sort: 'distance', after: null, limit: 1 });
    return items[0]?.asked.distanceMetres ?? nearestWithin(question, withinMetres, mostMetres);
  }

  return { listNearbyCentres };
}
