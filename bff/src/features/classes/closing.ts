import type { Clock } from '../../lib/clock.js';
import { closureReason, closureReasons } from '../bookings/bookings.public.js';
import type { CentreClasses, Centres } from '../centres/centres.public.js';
import type { ClassDoc, ClassesModel } from './classes.model.js';
import { cancelled, type Settling } from './settling.js';

type Deps = {
  classes: ClassesModel;
  settling: Settling;
  centres: Pick<Centres, 'findStanding' | 'listFiled'>;
  clock: Clock;
};

export type ClassClosing = ReturnType<typeof classClosing>;

/**
 * Classes of a centre that was suspended, or is filed no longer, end as if it had cancelled them: everybody is told once
 * and seats go back. What was cancelled stays so when the centre may open again. A recorded class has no day that could
 * be missed: it is hidden and taken up by nobody meanwhile, and whoever began it may finish.
 */
export function classClosing({ classes, settling, centres, clock }: Deps) {
  /** @returns how many it cancelled. @throws DomainError retry */
  async function closeOf(centreId: string): Promise<number> {
    const seenAt = clock.now();
    const centre = await centres.findStanding(centreId);
    const reason = centre ? closureReason(centre) : closureReasons.unfiled;
    if (reason === null) return 0;
    let count = 0;
    for (const { _id } of await classes.listAheadOfCentre(centreId, seenAt))
      if (await close(_id, { reason, seenAt })) count += 1;
    return count;
  }

  /** One published after the look belongs to a centre that may open again. */
  async function close(
    classId: string,
    { reason, seenAt }: { reason: string; seenAt: Date },
  ): Promise<boolean> {
    let isClosed = false;
    const changed = await classes.change(classId, (before: ClassDoc) => {
      isClosed = before.status === 'published' && before.publishedAt <= seenAt;
      return isClosed ? cancelled(before, { at: clock.now(), reason, by: 'closure' }) : before;
    });
    if (changed && isClosed) await settling.settleClass(changed);
    return isClosed;
  }

  const closings: CentreClasses = {
    async cancelAll(centreId, since) {
      await closeOf(centreId);
      return classes.countClosedSince(centreId, since);
    },
  };

  return {
    ...closings,
    /** Those of all centres, also of whom the register said it. @returns how many it cancelled */
    async closeAll(): Promise<number> {
      const centreIds = await classes.listCentresAhead(clock.now());
      const filed = await centres.listFiled(centreIds);
      let count = 0;
      for (const centreId of centreIds) if (!filed.has(centreId)) count += await closeOf(centreId);
      return count;
    },
  };
}
