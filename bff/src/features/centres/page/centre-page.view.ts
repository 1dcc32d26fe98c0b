import type { Reply } from '@nearcare/shared/contract/types';
import type { Region } from '../../../regions/region.js';
import type { CentreFacts } from '../centres.model.js';
import type { CentreDetailsRecord } from '../centres.records.js';
import { disclosuresOf } from '../centres.view.js';

type Detail = Reply<'getCentre'>;

/** What is worked out for who asks and for the day; the rest stands in the records. */
export type WorkedOut = Pick<
  Detail,
  'card' | 'groups' | 'groupsFreeOn' | 'specialDays' | 'priceForChild' | 'satisfaction'
> & {
  today: string;
};

/**
 * The page of one centre. What the register says again in a later snapshot is written once: its day is the centre's, and
 * so is that of the safety facts that came with it.
 */
export function toDetail(
  facts: CentreFacts,
  details: CentreDetailsRecord,
  { code, timeZone, currency }: Region,
  { today, ...workedOut }: WorkedOut,
): Detail {
  const { filing, openingHours, careModes, priceList, asOf: saidAgain } = facts;
  const { source, registration, priceListFrom, discountText, quality, staffRatio, safety, website, email } =
    details;
  const asOf = saidAgain !== undefined && saidAgain > source.asOf ? saidAgain : source.asOf;
  const lastSaid = <T extends { asOf: string }>(said: T): T =>
    said.asOf === source.asOf ? { ...said, asOf } : said;
  return {
    ...workedOut,
    region: { code, timeZone, today, currency },
    ...{
      source: lastSaid(source),
      registration,
      filing,
      openingHours,
      careModes,
      priceList,
      priceListFrom,
      discountText,
    },
    ...{
      quality,
      staffRatio,
      safety: safety.map(lastSaid),
      disclosures: disclosuresOf(facts, details),
      website,
      email,
    },
  };
}
