import type { Clock } from '../../../lib/clock.js';
import type { CentreWord, Told } from '../centres.public.js';
import { toBookable } from '../centres.service.js';
import type { OwnCentreModel } from './own-centre.model.js';

/** What the desk tells of its centre, as other features may have it told. */
export function centreWord({ own, clock }: { own: OwnCentreModel; clock: Clock }): CentreWord {
  return {
    async tellFree(centreId, countFree) {
      let told: Told = { places: 0, at: clock.now() };
      await own.change(centreId, async (facts) => {
        told = { places: await countFree(toBookable(facts)), at: clock.now() };
        return { told };
      });
      return told;
    },
  };
}
