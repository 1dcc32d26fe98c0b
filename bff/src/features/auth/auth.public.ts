/** What other features may know of guardians, and do with them. */
export interface Guardians {
  /** Those of one family, who joined first first. `phoneTail`: last four digits; null while signed in by WeChat alone. */
  listGuardians(familyId: string): Promise<{ id: string; phoneTail: string | null; joinedAt: Date }[]>;
  /** The same with whole numbers: only for the family’s own export. */
  listGuardiansInFull(
    familyId: string,
  ): Promise<{ id: string; phone: string | null; phoneTail: string | null; joinedAt: Date }[]>;
  /**
   * Where messages reach a guardian of this family: each null when there is none. Null when it is not in the family.
   * `openid`: its WeChat account, known from the last sign-in by WeChat on. Never shown, logged or sent elsewhere.
   */
  findAddress(
    familyId: string,
    guardianId: string,
  ): Promise<{ phone: string | null; openid: string | null } | null>;
  /** The family that a guardian is in now; null where there is no such guardian any more. */
  findFamily(guardianId: string): Promise<string | null>;
  /**
   * Moves a guardian and its sessions to another family by compare-and-set; false when it is no longer in `from`.
   * Access tokens that name the old family are refused from then on (design of that: ended-sessions.ts).
   */
  moveGuardian(guardianId: string, from: string, to: string): Promise<boolean>;
  /** Devices signed in now, the last used first. */
  listDevices(guardianId: string): Promise<{ client: string; signedInAt: Date; lastUsedAt: Date }[]>;
  /** Ends all sessions and places at desks and erases the guardian (blind indexes included). Safe to repeat. */
  eraseGuardian(guardianId: string): Promise<void>;
}

/** What signing in asks of families when one person turns out to have two (identities.service.ts). */
export interface SpareFamily {
  /** True when nothing was ever put into the family, so that nobody misses it. */
  isEmpty(familyId: string): Promise<boolean>;
  /** Erases whatever stands under the family’s id, its key included. Safe to repeat. */
  erase(familyId: string): Promise<void>;
}

/** What a desk asks of phones. */
export interface FamilyByPhone {
  /**
   * The family whose guardian reads out the code that was sent to be read out; null when nobody has that number. Codes
   * for signing in prove nothing here, and these open no session.
   * @throws DomainError phone_invalid, code_wrong, code_expired
   */
  proveFamily(given: { phone: string; code: string; key: string }): Promise<string | null>;
}
