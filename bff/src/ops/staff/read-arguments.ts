import type { StaffAction } from './command.js';

type Options = {
  role?: string;
  centre?: string;
  district?: string;
  /** How the codes of the districts below begin, and how far above them it is. */
  above?: string;
  level?: string;
  name?: string;
};

/** `invite --role … --centre …|--district …|--above … --level … --name …`, `list`, `end ID`; null when it is none of these. */
export function readStaffArguments(operands: string[], options: Options): StaffAction | null {
  const [action, id, ...more] = operands;
  const { role, centre, district, above, level, name } = options;
  const hasOptions = Object.keys(options).length > 0;
  if (action === 'list' && id === undefined && !hasOptions) return { do: 'list' };
  if (action === 'end' && id && more.length === 0 && !hasOptions) return { do: 'end', id };
  if (action !== 'invite' || id !== undefined || !name) return null;
  if (role === 'officer' && above && !centre && !district)
    return /^[1-9]$/.test(level ?? '') ? { do: 'invite', role, above, level: Number(level), name } : null;
  if (above !== undefined || level !== undefined) return null;
  if (role === 'staff' && centre && !district) return { do: 'invite', role, centreId: centre, name };
  if (role === 'officer' && district && !centre) return { do: 'invite', role, districtCode: district, name };
  return null;
}
