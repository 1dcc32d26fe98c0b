import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import sparticuz from '@sparticuz/chromium';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const cache = path.resolve(import.meta.dirname, '../../node_modules/.cache/nearcare');

/**
 * Starts a Chromium without a window. The one that npm installed is used; where it does not run (it is built for Linux
 * on x64), CHROMIUM_PATH or a `chromium` or `google-chrome` on PATH takes its place. Close it in `afterAll`.
 *
 * @throws naming every browser that was tried and why it did not start.
 */
export async function launchBrowser(): Promise<Browser> {
  const faults: string[] = [];
  for await (const executablePath of browsers(faults)) {
    try {
      // The npm package's own arguments are left out: they run everything in one process, which ends with the first
      // closed context, and switch web security off, which would hide faults of CSP and CORS.
      return await chromium.launch({ executablePath, headless: true, chromiumSandbox: false });
    } catch (error) {
      faults.push(`${executablePath}: ${String(error)}`);
    }
  }
  throw new Error(`No Chromium could be started. Set CHROMIUM_PATH.\n${faults.join('\n')}`);
}

/** The first browser there is, for tools that start it themselves. */
export async function findBrowser(): Promise<string> {
  const faults: string[] = [];
  for await (const executablePath of browsers(faults)) return executablePath;
  throw new Error(`No Chromium was found. Set CHROMIUM_PATH.\n${faults.join('\n')}`);
}

async function* browsers(faults: string[]): AsyncGenerator<string> {
  for (const find of [() => process.env['CHROMIUM_PATH'], unpacked, findOnPath]) {
    const executablePath = await Promise.resolve()
      .then(find)
      .catch((error: unknown) => void faults.push(String(error)));
    if (executablePath) yield executablePath;
  }
}

/**
 * The browser of the npm package, unpacked beside the other things made from this clone. Left to itself the package
 * unpacks into the machine's /tmp, where the copy of one user is closed to the next. Renamed at the end, so that a
 * second process never starts half a browser.
 */
async function unpacked(): Promise<string> {
  const folder = path.join(cache, 'chromium-153.0.0');
  if (!existsSync(folder)) {
    mkdirSync(cache, { recursive: true });
    const making = mkdtempSync(path.join(cache, 'unpacking-'));
    const tmpdir = process.env['TMPDIR'];
    process.env['TMPDIR'] = making;
    try {
      await sparticuz.executablePath();
      if (!existsSync(folder)) renameSync(making, folder);
    } finally {
      if (tmpdir === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = tmpdir;
      rmSync(making, { recursive: true, force: true });
    }
  }
  return path.join(folder, 'chromium');
}

function findOnPath(): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A place on the map, or `denied`: what the phone answers when the page asks where it is. */
export type PhoneLocation = { readonly lat: number; readonly lng: number } | 'denied';

export type Phone = {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors that no code of the page caught, console errors and failed loads of the page's own files, in order. */
  readonly faults: readonly string[];
  readonly close: () => Promise<void>;
};

/** A parent's phone of 390×844 with its own cookies and storage. */
export async function newPhone(
  browser: Browser,
  options: { readonly location: PhoneLocation; readonly locale?: string; readonly timezoneId?: string },
): Promise<Phone> {
  const { location, locale = 'zh-CN', timezoneId = 'Asia/Shanghai' } = options;
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    locale,
    timezoneId,
    ...(location === 'denied'
      ? { permissions: [] }
      : {
          permissions: ['geolocation'],
          geolocation: { latitude: location.lat, longitude: location.lng, accuracy: 20 },
        }),
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    // A refusal of the API (409, 401 …) is a normal answer; the browser logs it as an error all the same.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
      faults.push(message.text());
  });
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`);
    if (response.status() >= 400 && !new URL(response.url()).pathname.startsWith('/api/')) {
      faults.push(`${response.status()} ${response.url()}`);
    }
  });
  return { page, context, faults, close: () => context.close() };
}
