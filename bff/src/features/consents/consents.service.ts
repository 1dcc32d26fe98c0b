import type { Body, Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import type { ConsentEvent, ConsentsModel } from './consents.model.js';
import type { ConsentCheck, ConsentLog, Purpose } from './consents.public.js';
import { stateOf } from './consents.rules.js';
import { countingVersions, purposes, purposeTexts } from './purposes.js';
import type { Withdrawals } from './withdrawals.service.js';

export type ConsentsDeps = {
  model: ConsentsModel;
  withdrawals: Withdrawals;
  clock: Clock;
};

type Consents = Reply<'listConsents'>;

export function consentsService({ model, withdrawals, clock }: ConsentsDeps) {
  async function listConsents(familyId: string): Promise<Consents> {
    const events = await model.listOfFamily(familyId);
    const items = purposes.map((purpose) => {
      const latest = latestOf(events, purpose);
      const text = purposeTexts[purpose];
      const decidedAt = latest?.at.toISOString() ?? null;
      return { purpose, ...text, state: stateOf(latest, countingVersions(purpose)), decidedAt };
    });
    return { items };
  }

  /** @throws DomainError consent_version_old */
  async function giveConsent(familyId: string, { purpose, version }: Body<'giveConsent'>): Promise<Consents> {
    if (version !== purposeTexts[purpose].version) throw new DomainError('consent_version_old');
    await decide(familyId, purpose, async (latest) => {
      if (stateOf(latest, countingVersions(purpose)) === 'given') return null;
      // What the last withdrawal erases must be gone before anything is stored anew.
      if (latest?.isOpen) await withdrawals.finish(latest);
      return { decision: 'given', version };
    });
    return listConsents(familyId);
  }

  /**
   * The event is the commit point; its effect follows at once, and again by the job should this process die.
   * @throws DomainError retry
   */
  async function withdrawConsent(familyId: string, { purpose }: Body<'withdrawConsent'>): Promise<Consents> {
    await decide(familyId, purpose, async (latest) =>
      latest?.decision === 'given' ? { decision: 'withdrawn', version: latest.version } : null,
    );
    const latest = await model.findLatest(familyId, purpose);
    if (latest?.decision === 'withdrawn') await withdrawals.carryOut(latest);
    return listConsents(familyId);
  }

  type Decided = Pick<ConsentEvent, 'decision' | 'version'>;

  /** Adds the decision that follows from the latest one; none when `next` says that nothing changes. */
  async function decide(
    familyId: string,
    purpose: Purpose,
    next: (latest: ConsentEvent | null) => Promise<Decided | null>,
  ): Promise<void> {
    for (let tries = 0; tries < 10; tries += 1) {
      const latest = await model.findLatest(familyId, purpose);
      const decided = await next(latest);
      if (!decided) return;
      const n = (latest?.n ?? 0) + 1;
      const isOpen = decided.decision === 'withdrawn';
      if (await model.append({ familyId, purpose, n, ...decided, at: clock.now(), isOpen })) return;
    }
    throw new DomainError('retry');
  }

  return { listConsents, giveConsent, withdrawConsent };
}

/** By number, never by instant: the clocks of two processes may differ. */
function latestOf(events: readonly ConsentEvent[], purpose: Purpose): ConsentEvent | null {
  const own = events.filter((event) => event.purpose === purpose);
  return own.reduce<ConsentEvent | null>((last, event) => (last && last.n > event.n ? last : event), null);
}

/** The narrow views that other features get. */
export function consentsPublic(model: ConsentsModel, clock: Clock): ConsentCheck & ConsentLog {
  return {
    async require(familyId, purpose) {
      const latest = await model.findLatest(familyId, purpose);
      if (stateOf(latest, countingVersions(purpose)) !== 'given')
        throw new DomainError('consent_required', { purpose });
    },
    async listDecisions(familyId) {
      const events = await model.listOfFamily(familyId);
      return events.map(({ purpose, version, decision, at }) => ({ purpose, version, decision, at }));
    },
    async closeLog(familyId, forgetAt) {
      for (const purpose of purposes) await endConsent(model, familyId, purpose, clock.now());
      await model.close(familyId, forgetAt);
    },
  };
}

async function endConsent(model: ConsentsModel, familyId: string, purpose: Purpose, at: Date): Promise<void> {
  for (;;) {
    const latest = await model.findLatest(familyId, purpose);
    if (latest?.decision !== 'given') return;
    const { n, version } = latest;
    // Not open: the deletion that ends it erases everything itself.
    const event = { familyId, purpose, n: n + 1, version, decision: 'withdrawn', at, isOpen: false } as const;
    if (await model.append(event)) return;
  }
}
