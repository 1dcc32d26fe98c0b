import type { Guardians } from './auth.public.js';

/** A number to call a family by: of that guardian, or, where it has gone or has none, of another. Null: nobody has one. */
export async function phoneOfFamily(
  guardians: Guardians,
  familyId: string,
  first: string | null = null,
): Promise<string | null> {
  const members = (await guardians.listGuardians(familyId)).map(({ id }) => id);
  for (const id of [first, ...members]) {
    const phone = id && (await guardians.findAddress(familyId, id))?.phone;
    if (phone) return phone;
  }
  return null;
}
