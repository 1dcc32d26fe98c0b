import { buildMiniapp, buildServer } from './build-if-changed.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { fail } from './lib/process.mjs';

const name = process.argv[2];
if (name !== 'h5' && name !== 'weapp') fail('Usage: node scripts/build.mjs h5|weapp');
await ensureInstalled();
await buildServer();
await buildMiniapp(name, { force: true });
