import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { accessLog } from './accesses.service.js';
import { deskAttempts, pickupGuesses } from './attempts.js';
import type { DeskModel } from './desk.model.js';
import { deskErasure } from './erasure.js';
import { deskFinder } from './find-desk.service.js';
import { membershipsService } from './memberships.service.js';
import { deskVisits } from './visits.service.js';

type Deps = { model: DeskModel; keys: FamilyKeys; codeSecret: string; clock: Clock };
export type DeskBase = ReturnType<typeof deskBase>;

/** What others ask of desks, and what needs none of them: there before any other feature is. */
export function deskBase({ model, keys, codeSecret, clock }: Deps) {
  const memberships = membershipsService({ model: model.memberships, keys, codeSecret, clock });
  const accesses = accessLog({ model: model.accesses, keys, clock });
  const attempts = deskAttempts(model.attempts, clock);
  return {
    model,
    memberships,
    accesses,
    attempts,
    pickupGuesses: pickupGuesses(attempts),
    finder: deskFinder({ desks: model.desks, model: model.memberships, memberships, clock }),
    visits: deskVisits({ model: model.visits, clock }),
    erasure: deskErasure({ memberships, accesses, visits: model.visits }),
  };
}
