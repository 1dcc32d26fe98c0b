import { parseArgs } from 'node:util';
import { readStaffArguments } from './staff/read-arguments.js';

const usage = `usage: npm run ops -- import-register FILE --mapping MAP.json [--as-of YYYY-MM-DD] [--dry-run]
                                    [--rejects REJECTS.csv] [--allow-removed]

  Brings a snapshot of a register of centres into the store that MONGODB_URI names, or into the embedded one in
  DATA_DIR. Repeating it changes nothing; a run that broke off is run again.

    --as-of          day of the snapshot, where the mapping does not say it
    --dry-run        says what would be done and writes nothing
    --rejects        file for all rejected rows
    --allow-removed  cancels what is gone from the snapshot, however much it is

       npm run ops -- import-rooms FILE.csv

  Brings mother-baby rooms into the same store. Repeating it changes nothing.

       npm run ops -- import-experts FILE.csv
       npm run ops -- import-guidance-base FILE.csv

  Brings the pool of experts, and how many families a district has in a year, into the same store. Repeating it changes
  nothing. Of figures a file is taken whole or not at all.

       npm run ops -- rotate-keys

  Wraps the families' data keys in KEYS_DIR by the first key of KEY_RING and says which others are still needed.
  May run beside the service and be repeated.

       npm run ops -- jobs

  Lists what the service does by itself: state, last run, counts.

       npm run ops -- notices [--dead]

  Counts the messages on their way to WeChat and SMS; --dead lists those that were given up, and why.

       npm run ops -- staff invite --role staff --centre ID --name NAME
       npm run ops -- staff invite --role officer --district CODE --name NAME
       npm run ops -- staff invite --role officer --above CODE --level 1 --name NAME
       npm run ops -- staff list
       npm run ops -- staff end ID

  Gives somebody a place at the desk of a centre or a district, or of the level above all districts whose codes begin
  with CODE (1: city, 2: province), where escalated and overdue complaints arrive: prints a code that one person enters in the app within
  72 hours. Families read NAME when they see who looked. Ending works at once, on all devices.

  Exit codes: 0 done (rejected rows are listed), 1 failed, 2 wrong arguments.`;

type Command = () => Promise<0 | 1>;

const command = readCommand(process.argv.slice(2));
if (command) {
  process.exitCode = await command();
} else {
  console.error(usage);
  process.exitCode = 2;
}

/** Each command is loaded only once it is called, so that a wrong call is answered at once. */
function readCommand(args: string[]): Command | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        mapping: { type: 'string' },
        rejects: { type: 'string' },
        'as-of': { type: 'string' },
        'dry-run': { type: 'boolean' },
        'allow-removed': { type: 'boolean' },
        dead: { type: 'boolean' },
        role: { type: 'string' },
        centre: { type: 'string' },
        district: { type: 'string' },
        above: { type: 'string' },
        level: { type: 'string' },
        name: { type: 'string' },
      },
    });
    const [name, ...operands] = positionals;
    if (name === 'import-register') return importRegister(operands, values);
    if (name === 'import-rooms')
      return importTable(operands, values, async (file) =>
        (await import('./import-rooms/command.js')).importRoomsCommand(file),
      );
    if (name === 'import-experts')
      return importTable(operands, values, async (file) =>
        (await import('./import-experts/command.js')).importExpertsCommand(file),
      );
    if (name === 'import-guidance-base')
      return importTable(operands, values, async (file) =>
        (await import('./import-guidance-base/command.js')).importGuidanceBaseCommand(file),
      );
    if (name === 'rotate-keys' && operands.length === 0 && Object.keys(values).length === 0)
      return async () => (await import('./rotate-keys/command.js')).rotateKeysCommand();
    if (name === 'jobs' && operands.length === 0 && Object.keys(values).length === 0)
      return async () => (await import('./jobs/command.js')).jobsCommand();
    if (name === 'notices' && operands.length === 0 && Object.keys(values).every((one) => one === 'dead'))
      return async () => (await import('./notices/command.js')).noticesCommand(values.dead ?? false);
    if (name === 'staff') return staff(operands, values);
    return null;
  } catch {
    return null;
  }
}

type ImportOptions = {
  mapping?: string;
  rejects?: string;
  'as-of'?: string;
  'dry-run'?: boolean;
  'allow-removed'?: boolean;
};

function importRegister(operands: string[], options: ImportOptions): Command | null {
  const [file, ...more] = operands;
  const { mapping, rejects, 'as-of': asOf } = options;
  if (!file || !mapping || more.length > 0) return null;
  const isDryRun = options['dry-run'] ?? false;
  const allowsRemoved = options['allow-removed'] ?? false;
  return async () =>
    (await import('./import-register/command.js')).importRegisterCommand({
      ...{ file, mapping, rejects, asOf, isDryRun, allowsRemoved },
    });
}

function importTable(operands: string[], values: object, run: (file: string) => Promise<0 | 1>) {
  const [file, ...more] = operands;
  if (!file || more.length > 0 || Object.keys(values).length > 0) return null;
  return () => run(file);
}

function staff(operands: string[], options: object) {
  const action = readStaffArguments(operands, options);
  return action && (async () => (await import('./staff/command.js')).staffCommand(action));
}
