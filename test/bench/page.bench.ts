import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startProduct } from '../e2e/journey.js';
import { findBrowser } from '../support/chromium.js';
import type { Row } from './measure.js';

const run = promisify(execFile);

/** 12 is the last line that runs on Node 20. Fetched when the bench runs: too large for everybody's install. */
const lighthouse = 'lighthouse@12.8.2';
const rounds = 5;

type Report = {
  categories: Record<'performance' | 'accessibility', { score: number }>;
  audits: Record<'largest-contentful-paint' | 'total-blocking-time', { numericValue: number }>;
};

/** Lighthouse on its slow phone (a quarter of a processor's speed, slow 4G), on the two pages that a stranger opens first. */
export async function benchPage(): Promise<Row[]> {
  const browser = await findBrowser();
  const product = await startProduct();
  try {
    const nearby = await fetch(`${product.url}/api/v1/centres/nearby?lat=31.42&lng=111.64`);
    const { items } = (await nearby.json()) as { items: { id: string }[] };
    const pages = { find: '/', centre: `/pages/centre/index?id=${items[0]?.id ?? ''}` };
    const rows: Row[] = [];
    for (const [name, path] of Object.entries(pages)) {
      const reports: Report[] = [];
      for (let round = 0; round < rounds; round += 1) reports.push(await audit(browser, product.url + path));
      rows.push(...rowsOf(name, reports));
    }
    return rows;
  } finally {
    await product.stop();
  }
}

async function audit(browser: string, url: string): Promise<Report> {
  const { stdout } = await run(
    'npx',
    [
      ...['--yes', lighthouse, url, '--output=json', '--quiet'],
      ...['--only-categories=performance,accessibility', '--chrome-flags=--headless --no-sandbox'],
    ],
    { env: { ...process.env, CHROME_PATH: browser }, maxBuffer: 64 * 1024 * 1024 },
  );
  return JSON.parse(stdout) as Report;
}

function rowsOf(name: string, reports: Report[]): Row[] {
  const median = (of: (report: Report) => number) =>
    reports.map(of).sort((a, b) => a - b)[Math.floor(reports.length / 2)] ?? 0;
  const score = (category: 'performance' | 'accessibility') =>
    String(Math.round(median(({ categories }) => categories[category].score) * 100));
  const seconds = (audit: 'largest-contentful-paint' | 'total-blocking-time') =>
    `${(median(({ audits }) => audits[audit].numericValue) / 1000).toFixed(2)} s`;
  return [
    { what: `${name} page, performance`, figure: score('performance'), target: '≥ 90' },
    { what: `${name} page, accessibility`, figure: score('accessibility'), target: '≥ 95' },
    {
      what: `${name} page, largest paint; blocked`,
      figure: `${seconds('largest-contentful-paint')}; ${seconds('total-blocking-time')}`,
    },
  ];
}
