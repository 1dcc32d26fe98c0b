import type { Clock } from '../../lib/clock.js';
import type { Children } from '../families/families.public.js';
import type { GuidanceLog } from '../guidance/guidance.public.js';
import type { Notices } from '../notices/notices.public.js';
import { untoldNews } from '../notices/untold.public.js';
import { agreedSlot } from './home-visit.rules.js';
import type { HomeVisitDoc, HomeVisitsModel } from './home-visits.model.js';

type Deps = {
  visits: HomeVisitsModel;
  families: Children;
  guidanceLog: GuidanceLog;
  notices: Notices;
  clock: Clock;
};

export type VisitAftermath = ReturnType<typeof visitAftermath>;

const pageSize = 200;

/** What follows a decision: the family is told, and a visit that was made counts. Each step may be repeated. */
export function visitAftermath({ visits, families, guidanceLog, notices, clock }: Deps) {
  const news = untoldNews<HomeVisitDoc>({
    listUntold: visits.listUntold,
    tellAbout,
    markTold: ({ _id, untold }) => visits.decideOn(_id, { kind: 'told', events: untold }),
  });

  async function tellAbout({ _id, familyId, childId, providerName, untold }: HomeVisitDoc): Promise<void> {
    const child = await families.findChild(familyId, childId);
    // Who removed the child ended its visits by that and has nothing to hear.
    if (!child) return;
    for (const { what, at, slot } of untold)
      await notices.tell({
        kind: 'homeVisitMoved',
        ...{ key: `homeVisits/${_id}/${what}/${at.getTime()}`, familyId, at },
        facts: { homeVisitId: _id, providerName, childNickname: child.nickname, change: what, slot },
      });
  }

  async function count(visit: HomeVisitDoc): Promise<void> {
    const slot = agreedSlot(visit);
    if (!visit.isUncounted || !slot) return;
    const { _id, familyId, childId, districtCode, providerName, isDemo } = visit;
    await guidanceLog.note({
      ...{ familyId, childId, on: slot.date, kind: 'homeVisit', sourceId: _id },
      ...{ title: `入户指导（${providerName}）`, districtCode, isDemo },
    });
    await visits.decideOn(_id, { kind: 'counted', at: clock.now() });
  }

  return {
    /** At once, by whoever decided. */
    async settle(visit: HomeVisitDoc): Promise<void> {
      await count(visit);
      await news.tell(visit);
    },
    tellAll: () => news.tellAll(),
    /** What a crash left uncounted. @returns how many */
    async countAll(): Promise<number> {
      const uncounted = await visits.listUncounted(pageSize);
      for (const visit of uncounted) await count(visit);
      return uncounted.length;
    },
  };
}
