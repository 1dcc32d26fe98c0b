import type { Reply } from '@nearcare/shared/contract/types';

/** What live rooms keep of a family. */
export interface LiveOfFamily {
  listForExport(familyId: string): Promise<Reply<'exportMyData'>['live']>;
  /** Its questions go from every room, those open now too. Safe to repeat. */
  eraseFamily(familyId: string): Promise<void>;
}
