import type { Connection } from 'mongoose';
import { centreModels } from '../../features/centres/centres.model.js';
import { districtsPublic } from '../../features/centres/districts.service.js';
import { guidanceBasesModel } from '../../features/guidance/coverage/bases.model.js';
import { systemClock } from '../../lib/clock.js';
import { homeToday } from '../../regions/home-zone.js';
import { importTableCommand, TableFileError } from '../table-file.js';
import { readBases } from './read-bases.js';

export const importGuidanceBaseCommand = (file: string): Promise<0 | 1> =>
  importTableCommand('districts and years', file, (connection, text) =>
    importGuidanceBase(connection, text, homeToday(systemClock)),
  );

/** Writes what is new or differs, all or nothing. @throws TableFileError also for a district that nobody knows */
export async function importGuidanceBase(connection: Connection, text: string, today: string) {
  const bases = readBases(text, today);
  const districts = districtsPublic(centreModels(connection));
  for (const code of new Set(bases.map((base) => base.districtCode))) {
    const district = await districts.findDistrict(code);
    if (!district || district.isDemo)
      throw new TableFileError(`${code} is no district that is known here; nothing was taken`);
  }
  const model = guidanceBasesModel(connection);
  await model.init();
  const { added, changed } = await model.put(bases);
  return { added, changed, unchanged: bases.length - added - changed, rejected: [] };
}
