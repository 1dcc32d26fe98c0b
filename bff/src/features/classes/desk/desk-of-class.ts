import type { DeskSession } from '../../../plugins/session.js';

/** Whose classes a desk looks after: its centre's, or its district's. Null for a level above districts, which has none. */
export function deskKeyOf(desk: DeskSession): string | null {
  if (desk.role === 'staff') return `centre:${desk.centreId}`;
  return desk.level === 0 ? `district:${desk.districtCode}` : null;
}
