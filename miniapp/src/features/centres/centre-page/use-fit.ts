import { groupFor } from '@nearcare/shared/rules/age';
import { type CareFor, type CentreDetail, useAvailability } from '../../../api/centre';
import type { Child } from '../../../api/family';
import { ageWords } from '../../../ui/words/civil-words';
import { useAskedAge } from './asked-age';
import { bookingWay } from './booking-way';
import { type Fit, fitOf, hasDayPrice } from './centre-facts';

function fitOfAge(centre: CentreDetail, ageMonths: number): Fit {
  const group = groupFor(centre.groups, ageMonths);
  return group ? { kind: 'fits', group } : { kind: 'noGroups' };
}

/** This centre for this child, or for the age picked: the group, its days, and whether a day can be booked. */
export function useFit(centre: CentreDetail, child: Child | null) {
  const { today } = centre.region;
  const askedAge = useAskedAge((state) => state.ageMonths);
  const careFor: CareFor | null = child
    ? { childId: child.id }
    : askedAge === null
      ? null
      : { ageMonths: askedAge };
  const isFiled = centre.filing.status === 'filed';
  const places = useAvailability(isFiled ? centre.card.id : '', careFor, today, 28);
  const days = places.data?.days ?? null;
  const fit = child
    ? fitOf(centre, child.birthOn, today)
    : askedAge === null
      ? null
      : fitOfAge(centre, askedAge);
  const group = fit?.kind === 'fits' ? fit.group : null;
  const nickname = child?.nickname ?? '孩子';

  function placesStatus() {
    if (careFor === null) return 'ask';
    if (!hasDayPrice(centre, group?.ageGroup ?? null)) return 'told';
    if (days !== null) return 'ready';
    return places.error === null ? 'loading' : 'failed';
  }

  return {
    askedAge,
    days,
    group,
    isFiled,
    nickname,
    placesStatus: placesStatus(),
    retryPlaces: () => void places.refetch(),
    way: bookingWay({ centre, fit, nickname, days }),
    /** `小满`, `1 岁 7 个月`; null while no age is known. */
    whose: child?.nickname ?? (askedAge === null ? null : ageWords(askedAge)),
  } as const;
}
