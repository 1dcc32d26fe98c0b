import type { Query, Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../../lib/clock.js';
import { toPoint } from '../centres.view.js';
import { readBox } from './boxes.js';
import { boundsOf, toCells } from './clusters.rules.js';
import type { Finding } from './finding.service.js';
import { readQuestion } from './question.js';
import { isFree } from './vacancies.service.js';

type Clusters = Reply<'listCentreClusters'>;

export function clustersService({ finding, clock }: { finding: Finding; clock: Clock }) {
  /** @throws DomainError place_unknown, date_in_past, date_too_far, input_invalid (box, from, to) */
  async function listCentreClusters(query: Query<'listCentreClusters'>): Promise<Clusters> {
    const now = clock.now();
    const { box, region } = readBox(query.box, query.datum ?? 'wgs84');
    const { choice, ...rest } = readQuestion(query, [region], now);
    // Where not all can be counted, those nearest to the middle of the map are.
    const from = { lat: (box.south + box.north) / 2, lng: (box.west + box.east) / 2 };
    const question = { choice: { ...choice, from, box }, ...rest };
    const { found, isComplete } = await finding.all(question);
    const spots = found.map((one) => ({ ...toPoint(one.hit.facts.point), ...one }));
    const cells = toCells(spots, query.zoom, box);
    return {
      clusters: cells
        .filter(({ length }) => length > 1)
        .map((members) => {
          const { middle, box: bounds } = boundsOf(members);
          return {
            point: { ...middle, datum: 'wgs84' },
            centres: members.length,
            withVacancy: members.filter(({ vacancy }) => isFree(vacancy, question.day)).length,
            box: bounds,
          };
        }),
      markers: cells.flatMap(([only, ...others]) => {
        if (!only || others.length > 0) return [];
        const {
          hit: { facts },
          vacancy,
        } = only;
        const point = toPoint(facts.point);
        return [{ id: facts._id, name: facts.name, point, filingStatus: facts.filing.status, vacancy }];
      }),
      total: found.length,
      isTotalComplete: isComplete,
      answeredAt: now.toISOString(),
    };
  }

  return { listCentreClusters };
}
