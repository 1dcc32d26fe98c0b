import type { Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../../lib/clock.js';
import { DomainError } from '../../../lib/domain-error.js';
import { civilNow } from '../../../lib/zone.js';
import { getRegion } from '../../../regions/regions.js';
import { type CentreModels, findDetails, findStamped } from '../centres.model.js';
import type { SavedCentresOfFamily } from '../centres.public.js';
import { toToldVacancy } from '../centres.rules.js';
import { disclosuresOf, toCard } from '../centres.view.js';
import type { SavedCentreDoc, SavedCentresModel } from './saved-centres.model.js';
import { changesSince } from './saved-centres.rules.js';

type SavedCentre = Reply<'saveCentre'>;

const mostSaved = 50;
/** Every try that loses means that another one of the same family won. */
const maxTries = 2 * mostSaved;

type Deps = { saved: SavedCentresModel; models: CentreModels; clock: Clock };

/** Centres that a family keeps in mind. */
export function savedCentresService({ saved, models, clock }: Deps) {
  /** Those whose centre is gone from the store altogether are left out. */
  async function listSavedCentres(familyId: string): Promise<Reply<'listSavedCentres'>> {
    const items = await Promise.all((await saved.list(familyId)).map(view));
    return { items: items.filter((item) => item !== null) };
  }

  /** @throws DomainError not_found, too_many_saved_centres, retry */
  async function saveCentre(familyId: string, centreId: string): Promise<SavedCentre> {
    const facts = await findStamped(models, centreId);
    if (!facts) throw new DomainError('not_found');
    const filingStatus = facts.filing.status;
    const doc = await shelve({ familyId, centreId, savedAt: clock.now(), filingStatus });
    const item = await view(doc);
    if (!item) throw new DomainError('not_found');
    return item;
  }

  /** Puts it on the first free shelf, or finds it standing on one. */
  async function shelve(given: Omit<SavedCentreDoc, '_id' | 'shelf'>): Promise<SavedCentreDoc> {
    const { familyId, centreId } = given;
    for (let tries = 0; tries < maxTries; tries += 1) {
      const kept = await saved.list(familyId);
      const before = kept.find((one) => one.centreId === centreId);
      if (before) return before;
      const taken = new Set(kept.map(({ shelf }) => shelf));
      const shelf = Array.from({ length: mostSaved }, (_, number) => number).find((one) => !taken.has(one));
      if (shelf === undefined) throw new DomainError('too_many_saved_centres', { n: mostSaved });
      if (await saved.insert({ ...given, shelf })) return { _id: `${familyId}:${shelf}`, ...given, shelf };
    }
    throw new DomainError('retry');
  }

  /** Asked again, or of a centre that was not saved, the same answer. */
  async function unsaveCentre(familyId: string, centreId: string): Promise<Reply<'unsaveCentre'>> {
    await saved.remove(familyId, centreId);
    return {};
  }

  async function view(doc: SavedCentreDoc): Promise<SavedCentre | null> {
    const { centreId, savedAt } = doc;
    const [facts, details] = await Promise.all([
      findStamped(models, centreId),
      findDetails(models, centreId),
    ]);
    if (!facts || !details) return null;
    const region = getRegion(facts.regionCode);
    const vacancy = toToldVacancy(facts.told, facts.filing, region.vacancyMaxAgeHours, clock.now());
    const { source } = details;
    const disclosures = disclosuresOf(facts, details);
    const changedOn = civilNow(facts.timeZone, facts.changedAt).date;
    return {
      centreId,
      savedAt: savedAt.toISOString(),
      card: toCard(facts, region, {}, null, vacancy),
      changes: changesSince(doc, { ...facts, changedOn, disclosures, sourceName: source.name }),
    };
  }

  return { listSavedCentres, saveCentre, unsaveCentre };
}

/** The saved centres as other features may use them. */
export function savedCentresPublic(saved: SavedCentresModel, models: CentreModels): SavedCentresOfFamily {
  return {
    async listForExport(familyId) {
      const docs = await saved.list(familyId);
      return Promise.all(
        docs.map(async ({ centreId, savedAt }) => {
          const facts = await findStamped(models, centreId);
          return { centreId, centreName: facts?.name ?? null, savedAt: savedAt.toISOString() };
        }),
      );
    },
    eraseFamily: (familyId) => saved.eraseAll(familyId),
  };
}
