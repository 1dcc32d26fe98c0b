import { type CentreModels, listOfDistrict } from './centres.model.js';
import type { Districts } from './centres.public.js';
import { findDistrictRecords, findDistrictsBelow } from './districts.model.js';

/** Districts as other features may use them. */
export function districtsPublic(models: CentreModels): Districts {
  return {
    async findDistrict(wanted) {
      const [only, ...more] = await findDistrictRecords(models.districts, wanted);
      if (!only || more.length > 0) return null;
      const { code, name, regionCode, isDemo } = only;
      return { code, name, regionCode, isDemo };
    },
    async listBelow(codesFrom) {
      const below = await findDistrictsBelow(models.districts, codesFrom);
      return below.map(({ code, name, regionCode, isDemo }) => ({ code, name, regionCode, isDemo }));
    },
    async listCentres(code, after, limit) {
      return (await listOfDistrict(models, code, after, limit)).map(
        ({ _id, name, filing, groups, told, suspension }) => ({
          ...{ id: _id, name, told },
          filingStatus: filing.status,
          suspension: suspension ? { from: suspension.from, reason: suspension.reason } : null,
          places: groups.reduce((sum, group) => sum + group.places, 0),
        }),
      );
    },
  };
}
