import type { Connection } from 'mongoose';
import { accessesModel } from './accesses.model.js';
import { attemptsModel } from './attempts.model.js';
import { membershipsModel } from './memberships.model.js';
import { openDesksModel } from './open-desks.model.js';
import { visitsModel } from './visits.model.js';

export type DeskModel = ReturnType<typeof deskModel>;

/** Everything that is stored of desks. */
export function deskModel(store: Connection) {
  return {
    accesses: accessesModel(store),
    attempts: attemptsModel(store),
    memberships: membershipsModel(store),
    desks: openDesksModel(store),
    visits: visitsModel(store),
  };
}
