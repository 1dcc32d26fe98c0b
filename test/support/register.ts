import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { centreModels } from '@nearcare/bff/features/centres/centres.model';
import type { CentreDetailsRecord, CentreRecord } from '@nearcare/bff/features/centres/centres.records';
import { type ImportOrder, importRegister } from '@nearcare/bff/ops/import-register/import-register';
import { readMapping } from '@nearcare/bff/ops/import-register/read-mapping';
import {
  type RegisterSnapshotRecord,
  registerSnapshotModel,
} from '@nearcare/bff/ops/import-register/register-snapshots.model';
import type { ImportSummary, Rejected } from '@nearcare/bff/ops/import-register/summary';
import type { Connection } from 'mongoose';

export const fixture = (name: string): string => path.resolve(import.meta.dirname, 'fixtures', name);
export const polishMapping = path.resolve(import.meta.dirname, '../../bff/mappings/pl-register.json');
export const chineseMapping = fixture('register-cn.mapping.json');

export function registerModels(store: Connection): ImportOrder['models'] {
  return { ...centreModels(store), snapshots: registerSnapshotModel(store) };
}

type Given = Partial<Omit<ImportOrder, 'mapping' | 'file'>> & { mapping?: string | ImportOrder['mapping'] };

/** Imports a file by the Polish mapping, unless told otherwise. */
export async function importFile(
  store: Connection,
  file: string,
  { mapping = polishMapping, ...given }: Given = {},
): Promise<{ summary: ImportSummary; rejected: Rejected[] }> {
  const rejected: Rejected[] = [];
  const summary = await importRegister({
    file,
    mapping: typeof mapping === 'string' ? await readMapping(mapping) : mapping,
    models: registerModels(store),
    now: () => new Date('2026-11-22T08:00:00Z'),
    onRejected: (one) => rejected.push(one),
    ...given,
  });
  return { summary, rejected };
}

type Everything = {
  centres: CentreRecord[];
  details: CentreDetailsRecord[];
  snapshots: RegisterSnapshotRecord[];
};

/** Every document that an import may write, in order. */
export async function everything(store: Connection): Promise<Everything> {
  const { centres, details, snapshots } = registerModels(store);
  const sorted = { _id: 1 } as const;
  return {
    centres: await centres.find().sort(sorted).lean(),
    details: await details.find().sort(sorted).lean(),
    snapshots: await snapshots.find().sort(sorted).lean(),
  };
}

/** The same without the instants of writing, which no two runs share. */
export async function everythingButInstants(store: Connection): Promise<Record<keyof Everything, unknown[]>> {
  const { centres, details, snapshots } = await everything(store);
  return {
    centres: centres.map((centre) => ({ ...centre, changedAt: null })),
    details: details.map((one) => ({
      ...one,
      disclosures: one.disclosures.map(({ recordedAt, ...event }) => ({ ...event, isDated: !!recordedAt })),
    })),
    snapshots,
  };
}

export async function clearRegister(store: Connection): Promise<void> {
  const { centres, details, snapshots } = registerModels(store);
  await Promise.all([centres.deleteMany({}), details.deleteMany({}), snapshots.deleteMany({})]);
}

export async function centreNamed(
  store: Connection,
  name: string,
): Promise<{ centre: CentreRecord; details: CentreDetailsRecord }> {
  const { centres, details } = registerModels(store);
  const centre = await centres.findOne({ name }).lean();
  const record = centre && (await details.findById(centre._id).lean());
  if (!centre || !record) throw new Error(`no centre ${name}`);
  return { centre, details: record };
}

const columns = {
  institutionType: 'Żłobek',
  name: 'Żłobek',
  voivodeship: 'MAŁOPOLSKIE',
  county: 'Powiat krakowski',
  city: 'Skawina',
  address: 'ul. Testowa 1',
  latitude: '50.0551769',
  longitude: '19.9378091',
  website: '',
  email: '',
  phone: '120000001',
  capacity: '25',
  kidsEnrolled: '20',
  basicPricePerMonth: '1000.0 zł',
  extendedStayOver10H: '',
  basicPricePerHour: '',
  foodPricePerMonth: '',
  foodPricePerDay: '14.99 zł',
  discounts: '',
  openingHours: 'Godziny pracy: Poniedziałek, Wtorek, Środa, Czwartek, Piątek 6:30-17:00',
  isAdaptedToDisabledChildren: 'NIE',
  operatingEntityName: 'Anna Testowa',
  operatingEntityREGON: '000000000',
  operatingEntityRegNoPosition: '1/T',
  businessActivitySuspended: 'NIE',
};
export type RegisterRow = Partial<typeof columns>;

/** One institution after the other, each with a number and a name of its own. */
export function institutions(count: number, given: RegisterRow = {}): RegisterRow[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ operatingEntityRegNoPosition: `${index + 1}/T`, name: `Żłobek ${index + 1}`, ...given },
  }));
}

/** Writes a file as the Polish register publishes it. */
export async function writeRegister(file: string, rows: readonly RegisterRow[]): Promise<string> {
  const names = Object.keys(columns) as (keyof typeof columns)[];
  const lines = rows.map((row) => names.map((name) => row[name] ?? columns[name]).join(';'));
  await writeFile(file, `\uFEFF${[names.join(';'), ...lines].join('\n')}\n`);
  return file;
}
