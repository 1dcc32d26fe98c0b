import type { Reply } from '@nearcare/shared/contract/types';

export type GuidanceKind = Reply<'getGuidance'>['years'][number]['contacts'][number]['kind'];

/** One contact with a child that counts towards its yearly guidance (at least one a year). */
export type NewContact = {
  familyId: string;
  childId: string;
  /** Civil day on which it happened, where it happened. */
  on: string;
  kind: GuidanceKind;
  /** Of the class or the home visit: one contact for each child and source. */
  sourceId: string;
  title: string;
  /** Of whoever organised it. Where the family lives is its own word, or where it was visited. */
  districtCode: string;
  isDemo: boolean;
};

/** Where what counts is put down: attended, finished or visited, never only signed up for. */
export interface GuidanceLog {
  /**
   * Kept before it returns, once for (child, source). Safe to repeat. Nothing where the child or the family is gone.
   */
  note(contact: NewContact): Promise<void>;
}

/** What taking away and deleting need of guidance. */
export interface GuidanceOfFamily {
  listForExport(familyId: string): Promise<Reply<'exportMyData'>['guidance']>;
  /** What a child had and was declined for it; of all children without one. Safe to repeat. */
  forgetChildren(familyId: string, childId?: string): Promise<void>;
  /** Safe to repeat. */
  eraseFamily(familyId: string): Promise<void>;
}
