import type { BookableCentre, Centres } from '../centres/centres.public.js';
import type { GrantedReductions } from '../families/families.public.js';
import type { DayQuestion } from './bookings.rules.js';
import type { CareRequestsModel } from './care-requests.model.js';
import { percentOffFor, priceListName } from './prices.rules.js';
import type { Wish } from './stay.rules.js';
import { visitsOf } from './temporary.rules.js';

type Deps = {
  requests: Pick<CareRequestsModel, 'listOfFamily'>;
  centres: Pick<Centres, 'findPriceListOrigin'>;
  families: GrantedReductions;
};

type Asker = { familyId: string; childId: string };
/** What of a question about a day depends on who asks, and on more than the centre's record. */
type Asked = Required<Pick<DayQuestion, 'percentOff' | 'visits'>>;

/** Reads what prices and limits depend on beside centre and child, as far as this centre and this wish ask for it. */
export function askingService({ requests, centres, families }: Deps) {
  /** @param asker nobody, where a price without a child is asked */
  async function askedBy(asker: Asker | null, centre: BookableCentre, wish: Wish): Promise<Asked> {
    const [percentOff, visits] = await Promise.all([
      asker ? percentOffOf(asker, centre) : 0,
      asker && wish.mode === 'temporary' ? visitsAt(asker, centre) : [],
    ]);
    return { percentOff, visits };
  }

  /** What the lines of a quote call the centre's price list. */
  async function listNameOf(centre: BookableCentre): Promise<string> {
    return priceListName(centre, centre.isInclusive ? await centres.findPriceListOrigin(centre.id) : null);
  }

  async function percentOffOf({ familyId, childId }: Asker, centre: BookableCentre): Promise<number> {
    if (!centre.reductions || centre.reductions.length === 0) return 0;
    const granted = await families.listGranted(familyId, childId, centre.district.code);
    return percentOffFor(centre.reductions, granted);
  }

  async function visitsAt({ familyId, childId }: Asker, centre: BookableCentre): Promise<string[]> {
    return visitsOf(await requests.listOfFamily(familyId), { childId, centreId: centre.id });
  }

  return { askedBy, listNameOf };
}
