import type { StaffAction } from './command.js';

type Options = { role?: string; centre?: string; district?: string; name?: string };

/** `invite --role … --centre …|--district … --name …`, `list`, `end ID`; null when it is none of these. */
export function readStaffArguments(operands: string[], options: Options): StaffAction | null {
  const [action, id, ...more] = operands;
  const { role, centre, district, name } = options;
  const hasOptions = Object.keys(options).length > 0;
  if (action === 'list' && id === undefined && !hasOptions) return { do: 'list' };
  if (action === 'end' && id && more.length === 0 && !hasOptions) return { do: 'end', id };
  if (action !== 'invite' || id !== undefined || !name) return null;
  if (role === 'staff' && centre && !district) return { do: 'invite', role, centreId: centre, name };
  if (role === 'officer' && district && !centre) return { do: 'invite', role, districtCode: district, name };
  return null;
}
