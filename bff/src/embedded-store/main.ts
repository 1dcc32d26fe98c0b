import { parseArgs } from 'node:util';
import { runStore } from './run-store.js';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '27018' },
    data: { type: 'string' },
    host: { type: 'string', default: '127.0.0.1' },
  },
});
const port = Number(values.port);
if (values.data === undefined || !Number.isInteger(port) || port < 0 || port > 65_535) {
  process.stderr.write('usage: store --port PORT --data FOLDER [--host ADDRESS]\n');
  process.exit(2);
}

try {
  const store = await runStore({ dataDir: values.data, port, host: values.host });
  // Ctrl-C comes twice when npm is in between: once from the terminal, once from npm.
  let stopping: Promise<never> | undefined;
  const stop = () => {
    stopping ??= store.close().then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.stdout.write(`store ready ${store.uri}\n`);
} catch (error) {
  const { name, message } = error as Error;
  process.stderr.write(`${name}: ${message}\n`);
  process.exit(1);
}
