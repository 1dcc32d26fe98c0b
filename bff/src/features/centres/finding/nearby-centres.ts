import type { NearbyCentres } from '../centres.public.js';
import type { Finding } from './finding.service.js';

/** Finding as other features use it. */
export function nearbyCentres(finding: Pick<Finding, 'list'>): NearbyCentres {
  return {
    async listNear({ point, withinMetres, mode, ageMonths, limit }) {
      const { hits } = await finding.list({ from: point, withinMetres, mode, ageMonths });
      return hits
        .sort((a, b) => (a.millimetres ?? 0) - (b.millimetres ?? 0) || (a.facts._id < b.facts._id ? -1 : 1))
        .slice(0, limit)
        .map(({ facts, millimetres }) => ({
          id: facts._id,
          distanceMetres: Math.round((millimetres ?? 0) / 1000),
        }));
    },
  };
}
