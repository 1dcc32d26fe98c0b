import type { Reply } from '@nearcare/shared/contract/types';
import { ageInMonths } from '@nearcare/shared/rules/age';
import type { Clock } from '../../lib/clock.js';
import { civilNow } from '../../lib/zone.js';
import { getRegion } from '../../regions/regions.js';
import {
  type Centres,
  type NearbyCentres,
  placesForBookings,
  type RosterVacancies,
} from '../centres/centres.public.js';
import type { Children, GrantedReductions } from '../families/families.public.js';
import { askingService } from './asking.service.js';
import { decideDay } from './bookings.rules.js';
import { acceptedFor } from './bookings.view.js';
import type { CareRequestsModel } from './care-requests.model.js';
import type { OwnBookings } from './own-bookings.service.js';
import type { Wish } from './stay.rules.js';

type Deps = {
  own: OwnBookings;
  centres: Centres;
  nearby: NearbyCentres;
  vacancies: RosterVacancies;
  families: Children & GrantedReductions;
  requests: CareRequestsModel;
  clock: Clock;
};
type Asking = { familyId: string; childId: string; birthOn: string };
type Alternative = Reply<'listAlternatives'>['items'][number];

/** As far as a family would go on such a day: three times what most accept (domain: over nine in ten want 3 km). */
const withinMetres = 10_000;
/** So many of the nearest are asked at most, and so many shown: a parent has to decide now. */
const mostAsked = 30;
const mostShown = 3;

/** Where else the same child could go on the same day for the same hours. */
export function alternativesService(deps: Deps) {
  const { own, centres, nearby, vacancies, families, clock } = deps;
  const { askedBy } = askingService(deps);

  /** The rules and prices are those of a quote there, asked now. @throws DomainError not_found */
  async function listAlternatives(familyId: string, id: string): Promise<Reply<'listAlternatives'>> {
    const { request, day } = await own.findOwn(familyId, id);
    const { quote } = acceptedFor(request, day);
    const { date } = day;
    const wish = { childId: request.childId, ...quote.wish, date };
    const [child, centre] = await Promise.all([
      families.findChild(familyId, request.childId),
      centres.findBookable(request.centreId),
    ]);
    if (!child || !centre) return { wish, items: [] };
    const near = await nearby.listNear({
      ...{ point: centre.point, withinMetres, limit: mostAsked },
      ...{ mode: quote.mode, ageMonths: ageInMonths(child.birthOn, date) },
    });
    const others = near.filter((one) => one.id !== centre.id);
    const asked = await Promise.all(
      others.map((one) =>
        askAt(one, { familyId, childId: child.id, birthOn: child.birthOn }, quote.wish, date),
      ),
    );
    return { wish, items: asked.filter((one) => one !== null).slice(0, mostShown) };
  }

  /** Null where this child can't have those hours there. */
  async function askAt(
    { id, distanceMetres }: { id: string; distanceMetres: number },
    { birthOn, ...asker }: Asking,
    wish: Wish,
    date: string,
  ): Promise<Alternative | null> {
    const centre = await centres.findBookable(id);
    if (!centre) return null;
    const region = getRegion(centre.regionCode);
    const now = civilNow(centre.timeZone, clock.now());
    const asked = await askedBy(asker, centre, wish);
    const decided = decideDay({ ...asked, centre, region, birthOn, wish, date, now });
    if (!decided.isAllowed) return null;
    const { group, from, to, totalFen } = decided;
    const ask = { groupId: group.id, places: placesForBookings(group), timeZone: centre.timeZone };
    const free = (await vacancies.freeOn([ask], date, { from, to })).get(group.id)?.free ?? 0;
    if (free === 0) return null;
    return {
      ...{ centreId: id, centreName: centre.name, distanceMetres, from, to, totalFen },
      ...{ freePlaces: free, currency: region.currency, isDemo: centre.isDemo },
    };
  }

  return { listAlternatives };
}
