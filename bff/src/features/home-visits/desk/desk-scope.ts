import type { DeskSession } from '../../../plugins/session.js';
import type { Centres } from '../../centres/centres.public.js';
import type { GuidanceCentresModel } from '../guidance-centres.model.js';
import type { VisitScope } from '../home-visits.model.js';

export type ScopeDeps = { guidanceCentres: GuidanceCentresModel; centres: Pick<Centres, 'findStanding'> };

/**
 * The visits that a desk sees: an officer those of its district, staff those that their centre was asked for, as long as
 * the district has it make any and its filing stands: nobody goes into homes for a suspended centre. Null: none.
 */
export async function findScope(
  { guidanceCentres, centres }: ScopeDeps,
  desk: DeskSession,
): Promise<VisitScope | null> {
  if (desk.role === 'officer') return { districtCode: desk.districtCode };
  const { centreId } = desk;
  if (!(await guidanceCentres.find(centreId))) return null;
  return (await centres.findStanding(centreId))?.filing.status === 'filed' ? { centreId } : null;
}
