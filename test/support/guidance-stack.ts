import { endedSessions } from '@nearcare/bff/features/auth/ended-sessions';
import { guardiansPublic } from '@nearcare/bff/features/auth/guardians.service';
import { centresPublic } from '@nearcare/bff/features/centres/centres.service';
import { districtsPublic } from '@nearcare/bff/features/centres/districts.service';
import { consentsPublic } from '@nearcare/bff/features/consents/consents.service';
import type { AccessLog } from '@nearcare/bff/features/desk/desk.public';
import { questionsAtDesk } from '@nearcare/bff/features/experts/desk/questions-at-desk.service';
import { familiesPublic } from '@nearcare/bff/features/families/families.service';
import { guidanceCoverage } from '@nearcare/bff/features/guidance/coverage/coverage.service';
import { remindJob } from '@nearcare/bff/features/guidance/remind.job';
import { visitsAtDesk } from '@nearcare/bff/features/home-visits/desk/visits-at-desk.service';
import { forgetAddresses } from '@nearcare/bff/features/home-visits/forget-addresses';
import { lapseVisits } from '@nearcare/bff/features/home-visits/lapse-visits';
import { noticesPublic } from '@nearcare/bff/features/notices/notices.service';
import { familyKeys } from '@nearcare/bff/keys/family-keys';
import { folderVault } from '@nearcare/bff/keys/folder-vault';
import { type GuidanceModels, guidanceModels, guidanceParts } from '@nearcare/bff/wiring/guidance';
import { type Interrupt, interrupted } from './booking-stack.js';
import type { TestApp } from './build-test-app.js';
import { asItIs } from './crashes.js';
import { deskErasureOf } from './desk-holder.js';
import { familyModels, type StoreOfTest } from './family-models.js';
import { filesStack } from './files-stack.js';

/** What guidance, experts and home visits store, with every write passing `interrupt`. */
export function cutGuidanceModels({ app }: StoreOfTest, interrupt: Interrupt): GuidanceModels {
  const models = guidanceModels(app.store.useDb(app.store.name));
  return {
    ...models,
    years: interrupted(models.years, ['decideOn', 'eraseFamily'], interrupt),
    questions: interrupted(models.questions, ['insert', 'answer', 'markTold', 'erase'], interrupt),
    visits: interrupted(models.visits, ['insert', 'decideOn', 'erase'], interrupt),
  };
}

/** Guidance beside the service of a test, as a second process has it: its desks and its jobs, which can be cut short. */
export function guidanceStack(test: TestApp) {
  const { clock, config } = test;
  const models = familyModels(test);
  const keys = familyKeys({ ring: config.keyRing, vault: folderVault(config.keysDir) });
  const { files } = filesStack({ config, model: models.files, keys, clock }, asItIs);
  const families = familiesPublic({ model: models.families, keys, files, clock });
  const guardians = guardiansPublic({
    ...{ model: models.accounts, keys, clock },
    ended: endedSessions(models.accounts, clock.now),
    desks: deskErasureOf(test, keys, asItIs),
  });
  const centres = centresPublic(models.centres);
  const districts = districtsPublic(models.centres);
  const consents = consentsPublic(models.consents, clock);

  /** A process of its own. */
  function process(interrupt: Interrupt) {
    const notices = interrupted(
      noticesPublic({ model: models.notices, guardians, keys, clock }),
      ['tell'],
      interrupt,
    );
    const accessLog: AccessLog = { note: () => interrupt(async () => undefined) };
    const cut = cutGuidanceModels(test, interrupt);
    const parts = guidanceParts({ models: cut, centres, families, notices, keys, clock });
    const { years, bases, questions, visits, guidanceCentres } = cut;
    const reminders = remindJob({ years, families, notices, clock });
    return {
      ...parts,
      questions: questionsAtDesk({ questions, keys, accessLog, news: parts.questionNews, clock }),
      visits: visitsAtDesk({
        ...{ visits, guidanceCentres, centres, families, guardians, consents, keys, accessLog, clock },
        aftermath: parts.aftermath,
      }),
      coverage: guidanceCoverage({ years, bases, districts, clock }),
      remind: () => reminders.run({ isHeld: () => true }),
      /** One run of every job that finishes what a crash left. */
      async keep(): Promise<void> {
        await lapseVisits({ visits, clock });
        await forgetAddresses({ visits, clock });
        await parts.aftermath.countAll();
        await parts.aftermath.tellAll();
        await parts.questionNews.tellAll();
      },
    };
  }

  return { process, ...process(asItIs) };
}
