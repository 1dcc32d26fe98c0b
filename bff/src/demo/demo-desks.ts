import type { Connection } from 'mongoose';
import { centreModels } from '../features/centres/centres.model.js';
import { deskModel } from '../features/desk/desk.model.js';
import type { DeskPlace } from '../features/desk/memberships.model.js';
import { membershipsService } from '../features/desk/memberships.service.js';
import type { FamilyKeys } from '../keys/family-keys.js';
import type { Clock } from '../lib/clock.js';
import { handmadeCentres } from './handoff-centres.js';

const names = { staff: '演示老师', officer: '演示专员' } as const;

type Deps = { store: Connection; keys: FamilyKeys; codeSecret: string; clock: Clock };

/**
 * One invitation to the desk of a demo centre and one to its district's, for whoever tries the product. Those of
 * earlier starts that nobody took end, so that they don't pile up. Never in production.
 */
export async function inviteToDemoDesks({
  store,
  ...deps
}: Deps): Promise<{ place: string; code: string }[]> {
  const memberships = membershipsService({ ...deps, model: deskModel(store).memberships });
  for (const { id, name, state } of await memberships.listAll())
    if ((state === 'invited' || state === 'expired') && isDemoName(name)) await memberships.end(id);
  const centre = await centreModels(store)
    .centres.findOne({ isDemo: true, name: handmadeCentres[0]?.name ?? '' })
    .lean();
  if (!centre) return [];
  const { code: districtCode, name: districtName } = centre.district;
  const places: DeskPlace[] = [
    { role: 'staff', centreId: centre._id, districtCode: null, placeName: centre.name },
    { role: 'officer', centreId: null, districtCode, placeName: districtName },
  ];
  return Promise.all(
    places.map(async (place) => ({
      place: place.placeName,
      code: (await memberships.invite(place, names[place.role])).code,
    })),
  );
}

const isDemoName = (name: string | null): boolean => name === names.staff || name === names.officer;
