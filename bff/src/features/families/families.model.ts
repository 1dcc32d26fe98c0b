import type { Connection } from 'mongoose';
import { childrenModel } from './children.model.js';
import { familyCardsModel } from './family-cards.model.js';
import { feeReductionsModel } from './fee-reductions.model.js';
import { circlesModel } from './invitations.model.js';
import { pickupCodesModel } from './pickup-codes.model.js';
import { pickupsModel } from './pickups.model.js';

export type FamiliesModel = ReturnType<typeof familiesModel>;

/** Everything that is stored of families, save their guardians. */
export function familiesModel(store: Connection) {
  return {
    children: childrenModel(store),
    circles: circlesModel(store),
    pickups: pickupsModel(store),
    pickupCodes: pickupCodesModel(store),
    feeReductions: feeReductionsModel(store),
    cards: familyCardsModel(store),
  };
}
