import type { Query, Reply } from '@nearcare/shared/contract/types';
import { decodeCursor, encodeCursor } from '../../lib/cursor.js';
import { DomainError } from '../../lib/domain-error.js';
import { getRegion } from '../../regions/regions.js';
import type { DeskHolders } from '../desk/desk.public.js';
import type { ExpertDoc, ExpertsModel } from './experts.model.js';
import { notMedicalOf } from './questions.view.js';

export type PoolDeps = { experts: ExpertsModel; deskHolders: DeskHolders };

type Item = Reply<'listExperts'>['items'][number];
type Page = Reply<'listExperts'>;

/** Whether anybody at the desk of a district passes questions on. */
export async function isSeated(deskHolders: DeskHolders, districtCode: string): Promise<boolean> {
  return (await deskHolders.listOfficers(districtCode)).some(({ level }) => level === 0);
}

/** The pool of experts (专家库), for everybody. */
export function expertPool({ experts, deskHolders }: PoolDeps) {
  /** @throws DomainError input_invalid for a cursor that is none */
  async function listExperts({ districtCode, ...asked }: Query<'listExperts'>): Promise<Page> {
    return expertsPage(experts, {
      ...asked,
      ...(districtCode !== undefined && { districtCodes: [districtCode] }),
    });
  }

  /** @throws DomainError not_found, also for one who left the pool */
  async function getExpert(id: string): Promise<Reply<'getExpert'>> {
    const expert = await experts.findActive(id);
    if (!expert) throw new DomainError('not_found');
    const region = getRegion(expert.regionCode);
    const { perDay, answerWorkdays } = region.guidance.questions;
    return {
      ...toItem(expert),
      introduction: expert.introduction,
      takesQuestions: await isSeated(deskHolders, expert.districtCode),
      notMedical: notMedicalOf(region),
      ...{ questionsPerDay: perDay, answerWorkdays },
    };
  }

  return { listExperts, getExpert };
}

/** By name, of these pools. @throws DomainError input_invalid for a cursor that is none */
export async function expertsPage(
  experts: Pick<ExpertsModel, 'list'>,
  {
    cursor,
    limit = 20,
    ...wanted
  }: Omit<Query<'listExperts'>, 'districtCode'> & { districtCodes?: string[] },
): Promise<Page> {
  const found = await experts.list(wanted, cursor ? placeAt(cursor) : null, limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(toItem),
    nextCursor: found.length > limit && last ? encodeCursor([last.name, last._id]) : null,
  };
}

function placeAt(cursor: string): { name: string; id: string } {
  const [name, id] = decodeCursor(cursor, 2);
  return { name: String(name), id: String(id) };
}

function toItem(expert: ExpertDoc): Item {
  const { _id: id, name, title, employer, fields, languages, districtCode, districtName, isDemo } = expert;
  const district = { code: districtCode, name: districtName };
  return { id, name, title, employer, fields, languages, district, isDemo };
}
