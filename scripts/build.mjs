import { buildMiniapp, bundleIfChanged, compileServer } from './build-if-changed.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { fail } from './lib/process.mjs';

const name = process.argv[2];
if (name !== 'h5' && name !== 'weapp' && name !== 'server')
  fail('Usage: node scripts/build.mjs h5|weapp|server');
await ensureInstalled();
if (name === 'server') await bundleIfChanged();
else {
  await compileServer();
  await buildMiniapp(name, { force: true });
}
