import { mkdirSync } from 'node:fs';
import path from 'node:path';
import {
  type ArchState,
  archMarker,
  archMarkerSize,
  chosenOutline,
  clusterSize,
  roomMarker,
} from '../../miniapp/src/ui/pictures/arch-marker.js';
import { launchBrowser } from './chromium.js';

/** What WeChat's map shows: its markers take files only. Run with `npx tsx test/support/draw-markers.ts`. */
const folder = path.resolve(import.meta.dirname, '../../miniapp/src/assets/markers');

const free = (places: number): ArchState => ({ state: 'free', places });
const states = ['waitlist', 'full', 'unknown', 'closed', 'unfiled', 'suspended'] as const;

const cluster = (fill: string, edge: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${clusterSize.width}" height="${clusterSize.height}"><defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="7" height="7" fill="#E7ECF3"/><rect width="2.5" height="7" fill="#C6D0DE"/></pattern></defs><rect x="1.5" y="1.5" width="${clusterSize.width - 3}" height="${clusterSize.height - 3}" rx="8" fill="${fill}" stroke="${edge}" stroke-width="3"/></svg>`;

const pictures: Record<string, string> = {
  ...Object.fromEntries(
    Array.from({ length: 10 }, (_, places) => [`free-${places}`, archMarker(free(places))]),
  ),
  'free-9plus': archMarker(free(10)),
  ...Object.fromEntries(states.map((state) => [state, archMarker({ state })])),
  chosen: chosenOutline(),
  room: roomMarker(),
  cluster: cluster('#213C78', '#FFFFFF'),
  'cluster-full': cluster('url(#hatch)', '#FFFFFF'),
};

const browser = await launchBrowser();
const page = await browser.newPage({ deviceScaleFactor: 2 });
mkdirSync(folder, { recursive: true });
for (const [name, picture] of Object.entries(pictures)) {
  await page.setContent(`<body style="margin:0">${picture}</body>`);
  const [width, height] = name.startsWith('cluster')
    ? [clusterSize.width, clusterSize.height]
    : [archMarkerSize.width, archMarkerSize.height];
  await page.screenshot({
    path: path.join(folder, `${name}.png`),
    omitBackground: true,
    clip: { x: 0, y: 0, width, height },
  });
}
await browser.close();
