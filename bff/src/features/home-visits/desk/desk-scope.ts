import type { DeskSession } from '../../../plugins/session.js';
import type { GuidanceCentresModel } from '../guidance-centres.model.js';
import type { VisitScope } from '../home-visits.model.js';

/**
 * The visits that a desk sees: an officer those of its district, staff those that their centre was asked for, as long as
 * the district has it make any. Null: none.
 */
export async function findScope(
  guidanceCentres: GuidanceCentresModel,
  desk: DeskSession,
): Promise<VisitScope | null> {
  if (desk.role === 'officer') return { districtCode: desk.districtCode };
  return (await guidanceCentres.find(desk.centreId)) ? { centreId: desk.centreId } : null;
}
