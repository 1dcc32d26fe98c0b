import type { FastifyInstance } from 'fastify';
import type { Centres } from '../features/centres/centres.public.js';
import { questionsWaiting } from '../features/experts/desk/questions-at-desk.service.js';
import { expertsModel } from '../features/experts/experts.model.js';
import type { QuestionsOfFamily } from '../features/experts/experts.public.js';
import { experts } from '../features/experts/index.js';
import { knownExperts } from '../features/experts/known-experts.js';
import { questionNews } from '../features/experts/question-news.js';
import { questionsModel } from '../features/experts/questions.model.js';
import { questionsOfFamily } from '../features/experts/questions-of-family.service.js';
import type { Children, GuidedChildren } from '../features/families/families.public.js';
import { guidanceBasesModel } from '../features/guidance/coverage/bases.model.js';
import type { GuidanceOfFamily } from '../features/guidance/guidance.public.js';
import { guidanceLog } from '../features/guidance/guidance-log.service.js';
import { guidanceOfFamily } from '../features/guidance/guidance-of-family.service.js';
import { guidanceYearsModel } from '../features/guidance/guidance-years.model.js';
import { guidance } from '../features/guidance/index.js';
import { homeVisitsWaiting } from '../features/home-visits/desk/visits-at-desk.service.js';
import { guidanceCentresModel } from '../features/home-visits/guidance-centres.model.js';
import { homeVisitsModel } from '../features/home-visits/home-visits.model.js';
import type { HomeVisitsOfFamily } from '../features/home-visits/home-visits.public.js';
import { homeVisitsOfFamily } from '../features/home-visits/home-visits-of-family.service.js';
import { homeVisits } from '../features/home-visits/index.js';
import { visitAftermath } from '../features/home-visits/visit-aftermath.js';
import type { Notices } from '../features/notices/notices.public.js';
import type { FamilyKeys } from '../keys/family-keys.js';
import type { Clock } from '../lib/clock.js';
import type { Ground } from './ground.js';
import type { Parts } from './parts.js';

export type GuidanceModels = ReturnType<typeof guidanceModels>;

/** What guidance, experts and home visits store. */
export function guidanceModels(store: Ground['store']) {
  return {
    years: guidanceYearsModel(store),
    bases: guidanceBasesModel(store),
    experts: expertsModel(store),
    questions: questionsModel(store),
    visits: homeVisitsModel(store),
    guidanceCentres: guidanceCentresModel(store),
  };
}

type Given = {
  models: GuidanceModels;
  centres: Pick<Centres, 'findStanding'>;
  families: Children;
  notices: Notices;
  keys: FamilyKeys;
  clock: Clock;
};

/** What they let the others see. */
export function guidanceParts({ models, centres, families, notices, keys, clock }: Given) {
  const { years, questions, visits, guidanceCentres } = models;
  const log = guidanceLog({ years, families, keys });
  const ofFamily = {
    guidance: guidanceOfFamily({ years, keys }),
    expertQuestions: questionsOfFamily({ questions, keys }),
    homeVisits: homeVisitsOfFamily({ visits, keys, clock }),
  };
  return {
    ...{ models, log, ofFamily, guided: guidedChildren(ofFamily) },
    knownExperts: knownExperts(models.experts),
    questionNews: questionNews({ questions, notices }),
    aftermath: visitAftermath({ visits, families, guidanceLog: log, notices, clock }),
    waiting: {
      questions: questionsWaiting({ questions }),
      homeVisits: homeVisitsWaiting({ visits, guidanceCentres, centres }),
    },
  };
}

type OfFamily = {
  guidance: GuidanceOfFamily;
  expertQuestions: QuestionsOfFamily;
  homeVisits: HomeVisitsOfFamily;
};

/** Home visits go first: one that is made at this moment puts itself down in the guidance. */
function guidedChildren({ guidance, expertQuestions, homeVisits: visits }: OfFamily): GuidedChildren {
  return {
    async forgetChildren(familyId, childId) {
      await visits.erase(familyId, childId);
      await expertQuestions.erase(familyId, childId);
      await guidance.forgetChildren(familyId, childId);
    },
    async eraseFamily(familyId) {
      await visits.erase(familyId);
      await expertQuestions.erase(familyId);
      await guidance.eraseFamily(familyId);
    },
  };
}

/** Guidance beside care: each child's year, experts to ask, visits at home. */
export async function registerGuidance(app: FastifyInstance, ground: Ground, parts: Parts): Promise<void> {
  const { clock, keys, desks } = ground;
  const { families, districts, consents, notices, guardians, centres, guidanceParts: own } = parts;
  const { years, bases, ...models } = own.models;
  const common = { families, districts, consents, keys, clock };
  const forDesks = { accessLog: desks.accesses, deskHolders: desks.memberships };
  await app.register(guidance, { ...common, years, bases, notices });
  await app.register(experts, { ...common, ...forDesks, ...models, centres, news: own.questionNews });
  await app.register(homeVisits, {
    ...{ ...common, ...forDesks, ...models, aftermath: own.aftermath },
    ...{ guardians, centres },
  });
}
