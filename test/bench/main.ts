import { benchBookings } from './bookings.bench.js';
import { benchComplaints } from './complaints.bench.js';
import { benchFiles } from './files.bench.js';
import { benchLive } from './live.bench.js';
import { benchNearby } from './nearby.bench.js';
import { benchNotices } from './notices.bench.js';
import { benchPage } from './page.bench.js';
import { benchRegisterImport } from './register-import.bench.js';
import { benchStore } from './store.bench.js';

/**
 * `npm run bench [nearby|bookings|complaints|notices|import|store|files|live|page …]`: each bench prints a table of its own run. What counts are the ratios: both
 * sides of one were measured in the same run on the same machine.
 */
const benches = {
  nearby: benchNearby,
  bookings: benchBookings,
  complaints: benchComplaints,
  notices: benchNotices,
  import: benchRegisterImport,
  store: benchStore,
  files: benchFiles,
  live: benchLive,
  page: benchPage,
};
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`);
  process.exit(1);
}

for (const [name, bench] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n## ${name}\n`);
  const rows = await bench();
  console.log('| what | figure | target |\n| --- | --- | --- |');
  for (const { what, figure, target = '' } of rows) console.log(`| ${what} | ${figure} | ${target} |`);
}
