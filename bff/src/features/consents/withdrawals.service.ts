import type { Clock } from '../../lib/clock.js';
import { keptFaults } from '../../lib/kept-faults.js';
import type { ConsentEvent, ConsentsModel } from './consents.model.js';
import type { Purpose } from './consents.public.js';

/** What a withdrawal undoes, step by step. Every step may be repeated. */
export type WithdrawalEffects = Readonly<Record<Purpose, readonly ((familyId: string) => Promise<void>)[]>>;

/**
 * A request that had asked for the consent just before may still write: so a withdrawal is carried out at once and
 * once more after this, longer than any request takes.
 */
const lastWriterMs = 120_000;
const pageSize = 200;

export type Withdrawals = ReturnType<typeof withdrawalsService>;

/** Carries withdrawals out: at once by whoever decided, and by a job for what a crash or a late writer left. */
export function withdrawalsService(deps: { model: ConsentsModel; effects: WithdrawalEffects; clock: Clock }) {
  const { model, effects, clock } = deps;

  async function carryOut(event: ConsentEvent): Promise<void> {
    for (const step of effects[event.purpose]) {
      // Given again meanwhile: what is stored now is stored with consent.
      if (!(await isLatest(event))) return;
      await step(event.familyId);
    }
  }

  async function isLatest({ _id, familyId, purpose }: ConsentEvent): Promise<boolean> {
    return (await model.findLatest(familyId, purpose))?._id === _id;
  }

  async function finish(event: ConsentEvent): Promise<void> {
    await carryOut(event);
    await model.settle(event._id);
  }

  /**
   * One run of the job; safe in several processes at once. One that fails does not keep the others waiting.
   * @returns how many withdrawals it looked at
   */
  async function run(): Promise<number> {
    const faults = keptFaults();
    const open = await model.listOpen(pageSize);
    for (const event of open) await faults.attempt(carryOutAgain(event), undefined);
    faults.rethrow();
    return open.length;
  }

  async function carryOutAgain(event: ConsentEvent): Promise<void> {
    await carryOut(event);
    if (clock.now().getTime() >= event.at.getTime() + lastWriterMs) await model.settle(event._id);
  }

  return { carryOut, finish, run };
}
