import type { Connection } from 'mongoose';
import { readConfig } from '../../config.js';
import { centreModels, findFacts } from '../../features/centres/centres.model.js';
import type { Districts } from '../../features/centres/centres.public.js';
import { districtsPublic } from '../../features/centres/districts.service.js';
import { deskModel } from '../../features/desk/desk.model.js';
import type { DeskPlace } from '../../features/desk/memberships.model.js';
import { type Memberships, membershipsService } from '../../features/desk/memberships.service.js';
import { familyKeys } from '../../keys/family-keys.js';
import { folderVault } from '../../keys/folder-vault.js';
import { claimVault } from '../../keys/vault-claim.model.js';
import { systemClock } from '../../lib/clock.js';
import { openStore } from '../../plugins/store.js';
import { getRegion } from '../../regions/regions.js';
import { explainFailure } from '../explain-failure.js';

/** Who may sit at which desk, as the operator gives and takes it. */
export type StaffAction =
  | { do: 'invite'; role: 'staff'; centreId: string; name: string }
  | { do: 'invite'; role: 'officer'; districtCode: string; name: string }
  | { do: 'invite'; role: 'officer'; above: string; level: number; name: string }
  | { do: 'list' }
  | { do: 'end'; id: string };

const longestName = 20;

/** @returns 1 when there is no such centre, district or membership, or the name can't be one */
export async function staffCommand(action: StaffAction): Promise<0 | 1> {
  try {
    const config = readConfig(process.env);
    const { connection, close } = await openStore(config);
    try {
      const vault = folderVault(config.keysDir);
      await claimVault(connection, vault, config.keysDir);
      const model = deskModel(connection).memberships;
      await model.init();
      const memberships = membershipsService({
        model,
        keys: familyKeys({ ring: config.keyRing, vault }),
        codeSecret: config.phoneIndexSecret,
        clock: systemClock,
      });
      await carryOut(action, memberships, connection);
    } finally {
      await close();
    }
    return 0;
  } catch (error) {
    console.error(error instanceof StaffError ? error.message : explainFailure(error));
    return 1;
  }
}

class StaffError extends Error {}

async function carryOut(
  action: StaffAction,
  memberships: Memberships,
  connection: Connection,
): Promise<void> {
  if (action.do === 'list') {
    for (const one of await memberships.listAll())
      console.log([one.id, one.state, one.role, one.placeName, one.name ?? '–', one.placeId].join('\t'));
  } else if (action.do === 'end') {
    if (!(await memberships.end(action.id)))
      throw new StaffError(`no membership ${action.id} that lasts; \`staff list\` shows them`);
    console.log(`ended ${action.id}: its open desks are closed from now on`);
  } else {
    const name = action.name.trim();
    if (!name || name.length > longestName)
      throw new StaffError(`--name: 1 to ${longestName} characters, as families shall read it`);
    const place = await placeOf(action, connection);
    const { id, code, expiresAt } = await memberships.invite(place, name);
    console.log(`membership ${id}: ${place.role} at ${place.placeName}`);
    console.log(`invitation ${code}: for one person, until ${expiresAt.toISOString()}`);
  }
}

async function placeOf(
  action: Extract<StaffAction, { do: 'invite' }>,
  connection: Connection,
): Promise<DeskPlace> {
  const models = centreModels(connection);
  if (action.role === 'staff') {
    const centre = await findFacts(models, action.centreId);
    if (!centre) throw new StaffError(`--centre: no centre ${action.centreId}`);
    return { role: 'staff', centreId: centre._id, districtCode: null, placeName: centre.name };
  }
  const districts = districtsPublic(models);
  if ('above' in action) return placeAbove(action, await districts.listBelow(action.above));
  const district = await districts.findDistrict(action.districtCode);
  if (!district)
    throw new StaffError(`--district: none with filed centres has the code ${action.districtCode}`);
  return { role: 'officer', centreId: null, districtCode: district.code, placeName: district.name };
}

/** A desk above all districts whose codes begin so, called as the region calls that level. */
function placeAbove(
  { above, level }: { above: string; level: number },
  below: Awaited<ReturnType<Districts['listBelow']>>,
): DeskPlace {
  const [first] = below;
  if (!first) throw new StaffError(`--above: no district with filed centres has a code that begins ${above}`);
  if (below.some(({ code }) => code === above))
    throw new StaffError(`--above: ${above} is a district itself; give --district`);
  if (below.some(({ regionCode }) => regionCode !== first.regionCode))
    throw new StaffError(`--above: codes of several regions begin ${above}; give more of it`);
  const placeName = getRegion(first.regionCode).complaints.higherLevels[level - 1];
  if (placeName === undefined) throw new StaffError(`--level: the region has no level ${level}`);
  return { role: 'officer', centreId: null, districtCode: above, level, placeName };
}
