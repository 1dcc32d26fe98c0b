import { Type } from 'typebox';
import { oneOf } from './common.js';

export const ComplaintCategory = oneOf([
  ...(['abuse', 'injury', 'foodSafety', 'fireSafety', 'infection', 'wrongPickup', 'closure'] as const),
  ...(['unfiled', 'overRatio', 'feeRefund', 'contract', 'hygiene', 'service', 'privacy', 'class'] as const),
]);
export const ComplaintBody = oneOf(
  ['health', 'market', 'police', 'fire', 'cyberspace', 'centre', 'organiser', 'hotline'],
  'Who can look after a complaint; `hotline` is the government hotline',
);
export const ComplaintLevel = oneOf(['urgent', 'normal']);

/** 80 bits that the author's phone makes and nobody else keeps: 16 of Crockford's characters, any case and spacing. */
export const TrackingCode = Type.String({ minLength: 16, maxLength: 40, pattern: '^[0-9A-Za-z\\s-]+$' });
