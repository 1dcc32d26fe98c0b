import type { GuidanceKind } from './guidance.public.js';

/**
 * One family in one calendar year: what it was given, what it said it needs not, where it lives, whether it was reminded.
 * This file is the whole of what may become of one; whoever writes it does so by compare-and-set.
 */

/** One contact that counts. Age is taken on its day, so that nobody has to open a birth date to count. */
export type Contact = {
  sourceId: string;
  childId: string;
  /** Civil day where it happened. */
  on: string;
  kind: GuidanceKind;
  /** Of the class or the visit; sealed with the family's key. */
  sealedTitle: string;
  /** Of whoever organised it, which need not be where the family lives. */
  districtCode: string;
  isUnderThree: boolean;
  /** Of a child born in this very year. */
  isNewborn: boolean;
  isDemo: boolean;
};

export type GuidanceYear = {
  /** Where the family lives; null: not known, or not to be said. */
  districtCode: string | null;
  /** `visit`: it was visited there, and said nothing of it itself. */
  districtBy: 'family' | 'visit' | null;
  contacts: Contact[];
  /** Children who need none this year, as the family says. */
  declined: string[];
  remindedAt: Date | null;
  remindedOf: string | null;
  /** When the family was given that reminder. */
  toldAt: Date | null;
  isUntold?: true;
};

/** What is counted of a family in a year. */
export type CountedYear = Pick<GuidanceYear, 'contacts'>;

export type Decision =
  | { kind: 'note'; contact: Contact }
  | { kind: 'decline'; childId: string; isDeclined: boolean }
  | { kind: 'tellHome'; districtCode: string | null }
  /** Only while the child has had too little and its family did not decline. */
  | { kind: 'remind'; childId: string; perYear: number; at: Date }
  | { kind: 'told'; at: Date }
  | { kind: 'forgetChild'; childId: string };

export const emptyYear: GuidanceYear = {
  ...{ districtCode: null, districtBy: null, contacts: [], declined: [] },
  ...{ remindedAt: null, remindedOf: null, toldAt: null },
};

/** What a year becomes. The very same object comes back where there is nothing to change. */
export function decide<Y extends GuidanceYear>(year: Y, decision: Decision): Y {
  const change = changeBy(year, decision);
  if (!change) return year;
  const { isUntold: _told, ...next }: Y = { ...year, ...change };
  return { ...next, ...(next.remindedAt && !next.toldAt && { isUntold: true }) } as Y;
}

function changeBy(year: GuidanceYear, decision: Decision): Partial<GuidanceYear> | null {
  switch (decision.kind) {
    case 'note':
      return note(year, decision.contact);
    case 'decline': {
      const { childId, isDeclined } = decision;
      if (year.declined.includes(childId) === isDeclined) return null;
      return { declined: isDeclined ? [...year.declined, childId] : without(year.declined, childId) };
    }
    case 'tellHome': {
      const { districtCode } = decision;
      if (year.districtBy === 'family' && year.districtCode === districtCode) return null;
      return { districtCode, districtBy: 'family' };
    }
    case 'remind': {
      const { childId, perYear, at } = decision;
      if (year.remindedAt || !isWanting(year, childId, perYear)) return null;
      return { remindedAt: at, remindedOf: childId };
    }
    case 'told':
      return year.isUntold ? { toldAt: decision.at } : null;
    case 'forgetChild': {
      const contacts = year.contacts.filter(({ childId }) => childId !== decision.childId);
      const declined = without(year.declined, decision.childId);
      const isNothing = contacts.length === year.contacts.length && declined.length === year.declined.length;
      return isNothing ? null : { contacts, declined };
    }
  }
}

/** A home visit tells where the family lives, unless the family said something else, or that it says nothing. */
function note(year: GuidanceYear, contact: Contact): Partial<GuidanceYear> | null {
  const { childId, sourceId, kind, districtCode } = contact;
  if (year.contacts.some((one) => one.childId === childId && one.sourceId === sourceId)) return null;
  const home = { districtCode, districtBy: 'visit' as const };
  return {
    contacts: [...year.contacts, contact].sort((a, b) => (a.on < b.on ? -1 : 1)),
    ...(kind === 'homeVisit' && year.districtBy !== 'family' && home),
  };
}

const without = (ids: readonly string[], id: string): string[] => ids.filter((one) => one !== id);

/** Whether a child had too little in this year and its family did not decline. */
export function isWanting(
  { contacts, declined }: Pick<GuidanceYear, 'contacts' | 'declined'>,
  childId: string,
  perYear: number,
): boolean {
  return contacts.filter((one) => one.childId === childId).length < perYear && !declined.includes(childId);
}
