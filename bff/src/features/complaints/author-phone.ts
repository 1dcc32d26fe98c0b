import type { Guardians } from '../auth/auth.public.js';
import type { Author } from './texts.js';

/** Of whoever filed it, or, where that guardian has gone, of one that stays in the family. Null: nobody is to be called. */
export async function phoneOfAuthor(guardians: Guardians, author: Author | null): Promise<string | null> {
  if (!author) return null;
  const { familyId, guardianId } = author;
  const members = (await guardians.listGuardians(familyId)).map(({ id }) => id);
  for (const id of [guardianId, ...members]) {
    const phone = id && (await guardians.findAddress(familyId, id))?.phone;
    if (phone) return phone;
  }
  return null;
}
