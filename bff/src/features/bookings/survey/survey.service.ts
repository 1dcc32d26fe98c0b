import type { Body, Reply } from '@nearcare/shared/contract/types';
import { addMonths } from '@nearcare/shared/rules/civil-date';
import type { Clock } from '../../../lib/clock.js';
import { DomainError } from '../../../lib/domain-error.js';
import { civilNow, instantAt } from '../../../lib/zone.js';
import type { Region } from '../../../regions/region.js';
import { getRegion } from '../../../regions/regions.js';
import type { SatisfactionCounts } from '../../centres/centres.public.js';
import { acceptedFor } from '../bookings.view.js';
import { centreOf } from '../care-requests.model.js';
import type { OwnBookings } from '../own-bookings.service.js';
import { monthsShown } from './survey.rules.js';
import type { SurveysModel } from './surveys.model.js';

/** 满意度: one question after care. */
export function surveyService({ own, surveys }: { own: OwnBookings; surveys: SurveysModel }) {
  /** The same answer again changes nothing; another one replaces it. @throws DomainError not_found, survey_closed */
  async function submitSurvey(
    familyId: string,
    id: string,
    { answer }: Body<'submitSurvey'>,
  ): Promise<Reply<'submitSurvey'>> {
    const found = await own.findOwn(familyId, id);
    const { request, day } = found;
    const { regionCode, timeZone } = acceptedFor(request, day).quote;
    const rules = getRegion(regionCode).survey;
    const { survey } = await own.view(found);
    if (!survey?.isOpen) throw new DomainError('survey_closed', { n: rules.openDays });
    const month = day.date.slice(0, 7);
    // Counted for so many months after its own.
    const forgetAt = instantAt(addMonths(`${month}-01`, rules.months + 1), '00:00', timeZone);
    const centreId = centreOf(request, day);
    await surveys.put({ _id: id, familyId, centreId, month, answer, forgetAt });
    // Its family may have been erased meanwhile, with all that stood there by then.
    await own.findOwn(familyId, id).catch(async (error: unknown) => {
      await surveys.erase(id);
      throw error;
    });
    return own.view(found);
  }

  return { submitSurvey };
}

/** The answers about a centre as everybody may see them: a count, or nothing while it is too small. */
export function satisfactionCounts({
  surveys,
  clock,
}: {
  surveys: Pick<SurveysModel, 'count'>;
  clock: Clock;
}): SatisfactionCounts {
  return {
    async findShown(centreId: string, { survey, timeZone }: Pick<Region, 'survey' | 'timeZone'>) {
      const { since, until } = monthsShown(civilNow(timeZone, clock.now()).date, survey);
      const counted = await surveys.count(centreId, since.slice(0, 7), until.slice(0, 7));
      const [satisfied, fair, unsatisfied] = (['satisfied', 'fair', 'unsatisfied'] as const).map(
        (answer) => counted.get(answer) ?? 0,
      ) as [number, number, number];
      const answers = satisfied + fair + unsatisfied;
      return answers < survey.fewestShown ? null : { since, until, answers, satisfied, fair, unsatisfied };
    },
  };
}
