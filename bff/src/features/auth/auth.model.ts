import type { Connection } from 'mongoose';
import { codesModel } from './codes.model.js';
import { guardiansModel } from './guardians.model.js';
import { sessionsModel } from './sessions.model.js';

export type AuthModel = ReturnType<typeof authModel>;

/** Everything that signing in asks the store. */
export function authModel(store: Connection) {
  return { ...codesModel(store), ...guardiansModel(store), ...sessionsModel(store) };
}
