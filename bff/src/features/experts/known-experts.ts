import type { ExpertsModel } from './experts.model.js';
import type { KnownExperts } from './experts.public.js';

export function knownExperts(experts: Pick<ExpertsModel, 'listActive'>): KnownExperts {
  return {
    async listActive(ids) {
      if (ids.length === 0) return [];
      const found = await experts.listActive(ids);
      return found.map(({ _id: id, name, title, districtCode }) => ({ id, name, title, districtCode }));
    },
  };
}
