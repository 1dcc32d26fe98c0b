import type { Reply } from '@nearcare/shared/contract/types';
import type { RegionCode } from '../../regions/region.js';
import type {
  CancellationRule,
  CareMode,
  Filing,
  Group,
  OpeningTimes,
  OwnCareRules,
  PriceLine,
  ReductionRule,
  Told,
} from './centres.public.js';

type Detail = Reply<'getCentre'>;

/**
 * One centre as stored: what finding, booking and the card need, kept small because every search reads some dozens of
 * these. The long public record is `CentreDetailsRecord`, written before this one, so `contentHash` vouches for both.
 */
export type CentreRecord = OpeningTimes & {
  _id: string;
  /** Source and key of its row: the identity across imports. */
  registerKey: string;
  sourceCode: string;
  /** Of the facts alone, whatever the day of the snapshot that said them. */
  contentHash: string;
  /** Day of the snapshot that said all this last; only a centre of a register has one. */
  asOf?: string;
  /** Rises with every write. */
  rev: number;
  /** Rises when filing status, groups or closed days change: rosters made under an older epoch are looked at again. */
  epoch: number;
  isDemo: boolean;
  regionCode: RegionCode;
  timeZone: string;
  name: string;
  /** Name, its pinyin, address and district as they are searched (`searchTextOf`). */
  searchText: string;
  address: string;
  phone: string | null;
  district: { code: string; name: string };
  /** 街道 or 乡镇, where the source says it. */
  township: string | null;
  operatorType: Detail['card']['operatorType'];
  isInclusive: boolean;
  grade: Detail['card']['grade'];
  filing: Filing;
  /** GeoJSON, WGS-84: longitude first. */
  point: { type: 'Point'; coordinates: [number, number] };
  groups: Group[];
  careModes: CareMode[];
  priceList: PriceLine[];
  /** Only where its source says it; else the region's hold. */
  careRules?: OwnCareRules;
  reductions?: ReductionRule[];
  cancellation: CancellationRule;
  told: Told | null;
  /** Made at the desk of its district; null or absent where none holds. The register import leaves it in force. */
  suspension?: Suspension | null;
  /** What its district's desk disclosed of it, oldest first; beside what the register says. */
  ownDisclosures?: RecordedDisclosure[];
};

/** `before`: the filing as it was, or as the register says since; it holds again when the suspension is lifted. */
export type Suspension = { from: string; reason: string; at: Date; byMembership: string; before: Filing };

/** As written: every writer stamps it with its own clock, so that what changed lately can be listed. */
export type StampedCentre = CentreRecord & { changedAt: Date };

export type RecordedDisclosure = Detail['disclosures'][number] & { recordedAt?: string };

/** What only the page of one centre shows. Same `_id`. */
export type CentreDetailsRecord = {
  _id: string;
  /** `asOf`: the day since which it is said like this; a later day on which it was said again stands in the centre. */
  source: Detail['source'];
  registration: Detail['registration'];
  /** Who recognised the centre as inclusive (普惠), and when. */
  inclusiveApproval: { approver: string; on: string } | null;
  priceListFrom: string | null;
  discountText: string | null;
  quality: Detail['quality'];
  staffRatio: Detail['staffRatio'];
  safety: Detail['safety'];
  /** Oldest first. `recordedAt` (UTC instant) says when an event came to be known here; those known from the start have none. */
  disclosures: RecordedDisclosure[];
  website: string | null;
  email: string | null;
};
