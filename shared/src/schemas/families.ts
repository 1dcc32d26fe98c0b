import { Type } from 'typebox';
import { Phone } from './auth.js';
import { CivilDate, Id, Instant, nullable, oneOf, strict } from './common.js';

/** The practical minimum about a child (PIPL art. 6, 28): what to call it and how old it is. */
export const NewChild = strict({
  nickname: Type.String({ minLength: 1, maxLength: 12, pattern: '^\\S(.*\\S)?$' }),
  birthOn: CivilDate,
  sex: Type.Optional(oneOf(['girl', 'boy'])),
});
export const AgeGroup = oneOf(['infant', 'juniorToddler', 'seniorToddler', 'mixedAge']);
export const Child = strict({
  id: Id,
  nickname: Type.String(),
  birthOn: CivilDate,
  sex: Type.Optional(oneOf(['girl', 'boy'])),
  ageMonths: Type.Integer({ description: 'Whole months today' }),
  addedAt: Instant,
});

/** At most two: whoever has custody. The number itself is never shown, only its tail. */
export const Guardian = strict({
  id: Id,
  isMe: Type.Boolean(),
  phoneTail: nullable(Type.String()),
  joinedAt: Instant,
});

/** An invitation that nobody used yet. Its code is shown once, to whoever made it. */
export const Invitation = strict({ id: Id, invitedAt: Instant, expiresAt: Instant });
export const NewInvitation = strict({
  ...Invitation.properties,
  code: Type.String({ description: 'Eight characters; works once, for who signs in and enters it' }),
  expiresInSeconds: Type.Integer(),
});
export const AcceptInvitation = strict({ code: Type.String({ minLength: 4, maxLength: 20 }) });
export const AcceptedInvitation = strict({
  familyId: Id,
});

export const Relation = oneOf(['grandparent', 'relative', 'nanny', 'friend', 'other']);
export const NewPickup = strict({
  name: Type.String({ minLength: 1, maxLength: 20, pattern: '^\\S(.*\\S)?$' }),
  relation: Relation,
  phone: Phone,
});
/** One code for one adult, one child and one day. The digits are shown to the family only. */
export const PickupCode = strict({
  id: Id,
  pickupId: Id,
  childId: Id,
  on: CivilDate,
  state: oneOf(['valid', 'used', 'revoked', 'expired']),
  expiresAt: Instant,
});
export const NewPickupCode = strict({ childId: Id, on: CivilDate });
export const IssuedPickupCode = strict({
  ...PickupCode.properties,
  code: Type.String({ pattern: '^\\d{6}$' }),
  qrText: Type.String({ description: 'What the picture says to the reader at the gate: no name, no phone' }),
});
export const Pickup = strict({
  id: Id,
  name: Type.String(),
  relation: Relation,
  phoneTail: Type.String(),
  addedAt: Instant,
});

/** 烈士子女, 困境儿童, 多孩家庭: decided at the desk, never shown to another family. */
export const FeeReductionKind = oneOf(['martyrsChild', 'childInNeed', 'multipleChildren']);
export const NewFeeReduction = strict({
  childId: Id,
  kind: FeeReductionKind,
  districtCode: Type.String({
    maxLength: 20,
    description: 'Of the district whose officer decides: where the child goes to care',
  }),
  note: Type.Optional(Type.String({ maxLength: 200 })),
  proofFileIds: Type.Optional(Type.Array(Id, { maxItems: 6, uniqueItems: true })),
});
export const FeeReduction = strict({
  id: Id,
  childId: Id,
  kind: FeeReductionKind,
  state: oneOf(['requested', 'granted', 'refused']),
  reason: nullable(Type.String()),
  districtName: nullable(Type.String({ description: 'Null for requests from before districts decided' })),
  proofs: Type.Integer({ description: 'How many files prove it' }),
  requestedAt: Instant,
  answerBy: nullable(Instant),
  decidedAt: nullable(Instant),
});

/** A printed card. What its QR says is shown once, to whoever made it. */
export const FamilyCard = strict({ id: Id, issuedAt: Instant, lastUsedAt: nullable(Instant) });
export const IssuedFamilyCard = strict({
  ...FamilyCard.properties,
  qrText: Type.String({ description: 'No name, no phone' }),
});

export const Family = strict({
  id: Id,
  phoneTail: nullable(Type.String({ description: 'Mine; null while I signed in by WeChat alone' })),
  guardians: Type.Array(Guardian),
  children: Type.Array(Child),
  invitations: Type.Array(Invitation),
  pickups: Type.Array(Pickup),
  pickupCodes: Type.Array(PickupCode, { description: 'Of today and later' }),
  feeReductions: Type.Array(FeeReduction),
  cards: Type.Array(FamilyCard),
});
