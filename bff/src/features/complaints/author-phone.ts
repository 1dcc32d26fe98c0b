import type { Guardians } from '../auth/auth.public.js';
import { phoneOfFamily } from '../auth/family-phone.public.js';
import type { Author } from './texts.js';

/** Of whoever filed it, or, where that guardian has gone, of one that stays in the family. Null: nobody is to be called. */
export async function phoneOfAuthor(guardians: Guardians, author: Author | null): Promise<string | null> {
  return author && phoneOfFamily(guardians, author.familyId, author.guardianId);
}
