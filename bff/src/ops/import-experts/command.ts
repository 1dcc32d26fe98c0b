import type { Connection } from 'mongoose';
import { centreModels } from '../../features/centres/centres.model.js';
import { districtsPublic } from '../../features/centres/districts.service.js';
import { type ExpertDoc, expertsModel } from '../../features/experts/experts.model.js';
import { importTableCommand } from '../table-file.js';
import { readExperts } from './read-experts.js';

export const importExpertsCommand = (file: string): Promise<0 | 1> =>
  importTableCommand('experts', file, importExperts);

/**
 * Writes what is new or differs. An expert that is in the store and not in the file stays; who left says so by `status`.
 * @throws TableFileError
 */
export async function importExperts(connection: Connection, text: string) {
  const read = readExperts(text);
  const districts = districtsPublic(centreModels(connection));
  const known: ExpertDoc[] = [];
  const rejected = [...read.rejected];
  for (const { line, expert } of read.experts) {
    const district = await districts.findDistrict(expert.districtCode);
    if (!district) rejected.push({ line, reason: 'needs the code of a district that is known here' });
    else known.push({ ...expert, districtName: district.name, regionCode: district.regionCode });
  }
  const model = expertsModel(connection);
  await model.init();
  const { added, changed } = await model.put(known);
  rejected.sort((a, b) => a.line - b.line);
  return { added, changed, unchanged: known.length - added - changed, rejected };
}
