import type { Query, Reply } from '@nearcare/shared/contract/types';
import { DomainError } from '../../../lib/domain-error.js';
import type { DeskSession } from '../../../plugins/session.js';
import type { Centres, Districts } from '../../centres/centres.public.js';
import type { ExpertsModel } from '../experts.model.js';
import { poolsOf } from '../pool.rules.js';
import { expertsPage } from '../pool.service.js';

export type PoolAtDeskDeps = {
  experts: Pick<ExpertsModel, 'list'>;
  centres: Pick<Centres, 'findBookable'>;
  districts: Pick<Districts, 'findDistrict'>;
};
type District = Reply<'deskListExperts'>['district'];

/** Experts for the classes of a desk: nothing of them that is not public. */
export function poolAtDesk({ experts, centres, districts }: PoolAtDeskDeps) {
  /** @throws DomainError not_found (a level above districts, which gives no classes), input_invalid (cursor) */
  async function deskListExperts(
    desk: DeskSession,
    query: Query<'deskListExperts'>,
  ): Promise<Reply<'deskListExperts'>> {
    const district = await districtOf(desk);
    if (!district) throw new DomainError('not_found');
    return {
      district,
      ...(await expertsPage(experts, { ...query, districtCodes: poolsOf(district.code) })),
    };
  }

  async function districtOf(desk: DeskSession): Promise<District | null> {
    if (desk.role === 'staff') return (await centres.findBookable(desk.centreId))?.district ?? null;
    const found = desk.level === 0 ? await districts.findDistrict(desk.districtCode) : null;
    return found && { code: found.code, name: found.name };
  }

  return { deskListExperts };
}
