import { parseArgs } from 'node:util';
import type { ImportArguments } from './import-register/command.js';

const usage = `usage: npm run ops -- import-register FILE --mapping MAP.json [--rejects REJECTS.csv]

  Brings a register of centres into the store that MONGODB_URI names, or into the embedded one in DATA_DIR.
  Repeating it changes nothing. Exit codes: 0 done (rejected rows are listed), 1 failed, 2 wrong arguments.`;

const given = readArguments(process.argv.slice(2));
if (given) {
  // Loaded only now, so that a wrong call is answered at once.
  const { importRegisterCommand } = await import('./import-register/command.js');
  process.exitCode = await importRegisterCommand(given);
} else {
  console.error(usage);
  process.exitCode = 2;
}

function readArguments(args: string[]): ImportArguments | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { mapping: { type: 'string' }, rejects: { type: 'string' } },
    });
    const [command, file, ...more] = positionals;
    if (command !== 'import-register' || !file || !values.mapping || more.length > 0) return null;
    return { file, mapping: values.mapping, rejects: values.rejects };
  } catch {
    return null;
  }
}
