import { randomInt } from 'node:crypto';
import type { Body } from '@nearcare/shared/contract/types';
import type { FamilyKey, FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import type { ContentCheck } from '../../lib/content-check.js';
import { DomainError } from '../../lib/domain-error.js';
import { derivedId } from '../../lib/ids.js';
import { civilNow } from '../../lib/zone.js';
import type { Region, RegionCode } from '../../regions/region.js';
import { getRegion } from '../../regions/regions.js';
import type { Centres, Districts } from '../centres/centres.public.js';
import type { DeskHolders } from '../desk/desk.public.js';
import { projected } from './changes.js';
import type { ComplaintDoc, ComplaintsModel } from './complaints.model.js';
import {
  type EvidenceFile,
  type EvidenceGiver,
  type Sender,
  takeEvidence,
  takeWhatIsThere,
} from './evidence/evidence-files.js';
import { isReported } from './reported.rules.js';
import { categoryRule, firstBody, levelOf } from './routing.rules.js';
import type { StoredEvent } from './stored.rules.js';
import { type Author, type Filing, sealAuthor, sealFiling } from './texts.js';

export type FilingDeps = {
  complaints: ComplaintsModel;
  keys: FamilyKeys;
  centres: Centres;
  districts: Districts;
  deskHolders: DeskHolders;
  files: EvidenceGiver;
  content: ContentCheck;
  clock: Clock;
};

type Said = Omit<Body<'fileComplaint'>, 'identity'>;
/** Who files: what finds the complaint again, and, of who is not anonymous, whose it is. */
export type Filer =
  | { codeMark: string }
  | { familyMark: string; author: Author; isHidden: boolean; key: string };

/** As many numbers of one day are tried before it is given up: a day has a million. */
const maxNumbers = 10;

type Where = {
  regionCode: RegionCode;
  districtCode: string;
  districtName: string;
  centreId: string | null;
  centreName: string | null;
};

/** Takes complaints in. */
export function filing(deps: FilingDeps) {
  const { complaints, keys, centres, districts, deskHolders, files, content, clock } = deps;

  /**
   * Once for each filer and key, and once for each tracking code. What is urgent goes without files that are not there.
   * @throws DomainError input_invalid, not_found (no such centre), file_unknown (never of what is urgent),
   * idempotency_key_reused, retry
   */
  async function file(
    filer: Filer,
    said: Said,
    askOpenid: () => Promise<string | null>,
  ): Promise<ComplaintDoc> {
    const _id = idOf(filer);
    const isHidden = 'isHidden' in filer && filer.isHidden;
    const before = await complaints.find(_id);
    if (before) return repeated(before, [said, isHidden]);

    const where = await whereOf(said);
    const region = getRegion(where.regionCode);
    const now = clock.now();
    const { date } = civilNow(region.timeZone, now);
    if (said.incidentOn !== undefined && said.incidentOn > date)
      throw invalid('/incidentOn', '日期在今天以后');
    const key = await keys.ensure(_id);
    const level = levelOf(region.complaints, said);
    // What is urgent waits for nobody outside.
    const isDoubted = await content.isDoubtful(textOf(said), level === 'urgent' ? null : await askOpenid());
    const take = level === 'urgent' ? takeWhatIsThere : takeEvidence;
    const evidence = await take(files, senderOf(filer), said.evidence ?? [], _id);
    const isCentreThere = await isThere(said, where, region);
    const bodyPrint = key.fingerprint([said, isHidden]);
    const fresh = begin({
      ...{ _id, filer, said, where, region, level, now, key, bodyPrint, isDoubted, evidence, isCentreThere },
    });
    for (let tries = 0; tries < maxNumbers; tries += 1) {
      const number = `${date.slice(2).replaceAll('-', '')}-${String(randomInt(1_000_000)).padStart(6, '0')}`;
      const complaint = { ...fresh, number };
      if (await complaints.insert(complaint)) return complaint;
      const twin = await complaints.find(_id);
      if (twin) return repeated(twin, [said, isHidden]);
    }
    throw new DomainError('retry');
  }

  async function repeated(kept: ComplaintDoc, request: unknown): Promise<ComplaintDoc> {
    const key = await keys.find(kept._id);
    if (!key) throw new DomainError('not_found');
    if (kept.bodyPrint !== key.fingerprint(request)) throw new DomainError('idempotency_key_reused');
    return kept;
  }

  async function whereOf({ centreId, place }: Said): Promise<Where> {
    if (centreId !== undefined && place) throw invalid('/place', '选了机构就不用写地方');
    if (centreId !== undefined) {
      const centre = await centres.findBookable(centreId);
      if (!centre) throw new DomainError('not_found');
      const { code: districtCode, name: districtName } = centre.district;
      const { regionCode, name: centreName } = centre;
      return { regionCode, districtCode, districtName, centreId, centreName };
    }
    if (!place) throw invalid('/centreId', '选一家机构，或写清楚地方');
    const district = await districts.findDistrict(place.districtCode);
    if (!district) throw invalid('/place/districtCode', '选一个区');
    const { code: districtCode, name: districtName, regionCode } = district;
    return { regionCode, districtCode, districtName, centreId: null, centreName: null };
  }

  /** Whether anybody at the centre's desk would see it, where it would go there first. */
  async function isThere({ category, who, what, wanted }: Said, { centreId }: Where, region: Region) {
    if (centreId === null || !categoryRule(region.complaints, category).bodies.includes('centre'))
      return false;
    const told = [what, wanted].filter((text) => text !== undefined);
    const words = { named: who === undefined ? [] : [who], told };
    return (await deskHolders.listStaff(centreId)).some(({ name }) => !isReported(name, words));
  }

  return { file };
}

/** Of the evidence sent with it what it was filed without. */
export function missingFiles({ evidence = [] }: Pick<Said, 'evidence'>, { events }: ComplaintDoc): string[] {
  return evidence.filter((fileId) => !events[0]?.files?.includes(fileId));
}

/** The code of an anonymous complaint is its own idempotency key: it is made for this one and never used again. */
function idOf(filer: Filer): string {
  if ('codeMark' in filer) return derivedId('cp', filer.codeMark, 'fileAnonymousComplaint');
  return derivedId('cp', filer.familyMark, 'fileComplaint', filer.key);
}

function senderOf(filer: Filer): Sender {
  return 'codeMark' in filer
    ? { mark: filer.codeMark, isAnonymous: true }
    : { mark: filer.familyMark, isAnonymous: false };
}

type Beginning = Pick<ComplaintDoc, '_id' | 'level' | 'bodyPrint'> & {
  filer: Filer;
  said: Said;
  where: Where;
  region: Region;
  now: Date;
  key: FamilyKey;
  isDoubted: boolean;
  evidence: EvidenceFile[];
  isCentreThere: boolean;
};

function begin(of: Beginning): Omit<ComplaintDoc, 'number'> {
  const { _id, filer, said, where, region, level, now: filedAt, key, bodyPrint, isDoubted, evidence } = of;
  const { isCentreThere } = of;
  const { category, affectedChildren, who } = said;
  const route = { category, affectedChildren, hasWho: who !== undefined, isCentreThere };
  const body = firstBody(region.complaints, route);
  const filed: StoredEvent = {
    ...{ kind: 'filed', by: 'author', at: filedAt, handler: { body, level: 0 }, seq: 0 },
    ...{ sealed: sealFiling(key, _id, filingOf(said, evidence)), actor: null, mark: null, print: null },
    ...(isDoubted ? { isDoubted: true } : {}),
    ...(evidence.length > 0 ? { files: evidence.map(({ fileId }) => fileId) } : {}),
  };
  const whose =
    'codeMark' in filer
      ? ({ identity: 'anonymous', authorMark: null, codeMark: filer.codeMark, sealedAuthor: null } as const)
      : ({
          ...{ identity: filer.isHidden ? 'hidden' : 'named', authorMark: filer.familyMark },
          ...{ codeMark: `none:${_id}`, sealedAuthor: sealAuthor(key, _id, filer.author) },
        } as const);
  const base = {
    ...where,
    _id,
    rev: 0,
    category,
    level,
    ...whose,
    bodyPrint,
    filedAt,
    toldSeq: 0,
    deskToldSeq: -1,
    seenSeq: 0,
  };
  return projected({ ...base, events: [filed] } as unknown as ComplaintDoc);
}

function filingOf(said: Said, evidence: EvidenceFile[]): Filing {
  const { what, wanted, who, incidentOn, incidentTime, affectedChildren, place } = said;
  const told = { what, wanted, who, incidentOn, incidentTime, affectedChildren };
  return {
    ...told,
    ...(place ? { address: place.address } : {}),
    ...(evidence.length > 0 ? { evidence } : {}),
  };
}

/** All words of the author together, for one look at them. */
const textOf = ({ what, wanted = '', who = '', place }: Said): string =>
  [what, wanted, who, place?.address ?? ''].join('\n').trim();

function invalid(path: string, message: string): DomainError {
  return new DomainError('input_invalid', { n: 1 }, [{ path, message }]);
}
