import type { Reply } from '@nearcare/shared/contract/types';
import type { Region } from '../../../regions/region.js';
import type { CentreFacts } from '../centres.model.js';
import type { CentreDetailsRecord } from '../centres.records.js';

type Detail = Reply<'getCentre'>;

/** What is worked out for who asks and for the day; the rest stands in the records. */
export type WorkedOut = Pick<Detail, 'card' | 'groups' | 'groupsFreeOn' | 'specialDays' | 'priceForChild'> & {
  today: string;
};

/** The page of one centre. */
export function toDetail(
  { filing, openingHours, careModes, priceList }: CentreFacts,
  details: CentreDetailsRecord,
  { code, timeZone, currency }: Region,
  { today, ...workedOut }: WorkedOut,
): Detail {
  const { source, registration, priceListFrom, discountText, quality, staffRatio, safety, website, email } =
    details;
  return {
    ...workedOut,
    region: { code, timeZone, today, currency },
    ...{ source, registration, filing, openingHours, careModes, priceList, priceListFrom, discountText },
    ...{ quality, staffRatio, safety, disclosures: details.disclosures, website, email },
  };
}
