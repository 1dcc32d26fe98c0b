import type { Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../lib/clock.js';
import { civilNow } from '../../lib/zone.js';
import { regions } from '../../regions/regions.js';
import { nextWorkday } from '../../regions/working-days.js';
import {
  bookedCentres,
  type CentreFacts,
  type CentreModels,
  findOrigin,
  listDistrictRecords,
  listFiled,
} from './centres.model.js';
import type { BookableCentre, Centres } from './centres.public.js';
import { toPoint } from './centres.view.js';

type Regions = Reply<'listDistricts'>['regions'];

/** The centres as other features may use them. */
export function centresPublic(models: CentreModels): Centres {
  const { findFacts, findStanding } = bookedCentres(models);
  return {
    async findBookable(id) {
      const facts = await findFacts(id);
      return facts && toBookable(facts);
    },
    findStanding,
    listFiled: async (ids) => new Set(await listFiled(models, ids)),
    findPriceListOrigin: (id) => findOrigin(models, id),
  };
}

export function toBookable({ _id, point, ...rest }: CentreFacts): BookableCentre {
  return { id: _id, point: toPoint(point), ...rest };
}

export function centresService({ models, clock }: { models: CentreModels; clock: Clock }) {
  /** Regions that have centres. The real ones come before those that hold only a demo. */
  async function listDistricts(): Promise<Reply<'listDistricts'>> {
    const records = await listDistrictRecords(models);
    const now = clock.now();
    const listed = regions.flatMap((region): Regions => {
      const districts = records.filter((record) => record.regionCode === region.code);
      const [largest] = districts;
      if (!largest) return [];
      const isDemo = districts.every((district) => district.isDemo);
      const start = isDemo && region.demoPlace ? region.demoPlace : largest;
      const { code, name, timeZone, currency, bookingHorizonDays, maxRadiusMetres } = region;
      const today = civilNow(timeZone, now).date;
      return [
        {
          ...{ code, name, timeZone, currency, bookingHorizonDays, maxRadiusMetres, isDemo, today },
          nextWorkday: nextWorkday(region.calendar, today),
          centre: { lat: start.lat, lng: start.lng, datum: 'wgs84' },
          districts: districts.map((district) => ({
            code: district.code,
            name: district.name,
            centre: { lat: district.lat, lng: district.lng, datum: 'wgs84' },
            centres: district.centres,
          })),
        },
      ];
    });
    return { regions: listed.sort((a, b) => Number(a.isDemo) - Number(b.isDemo)) };
  }

  return { listDistricts };
}
