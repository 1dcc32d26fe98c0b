import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser, newPhone, type Phone, type PhoneLocation } from '../support/chromium.js';
import { type Running, runOps, startBff } from '../support/processes.js';
import { storeEnv } from '../support/store-env.js';

/** The middle of the demo city: 栗子树托育中心 is 640 m away. */
export const demoPlace = { lat: 31.42, lng: 111.64 };

export type Product = {
  url: string;
  server: Running;
  restart(signal: NodeJS.Signals): Promise<void>;
  /** What an operator does: stops the product, runs one command on its data, and starts it again. */
  operate(args: string[]): Promise<void>;
  stop(): Promise<void>;
};

/** The whole product as `npm start` runs it, with the demo county and a data folder of its own. */
export async function startProduct(): Promise<Product> {
  const folder = await mkdtemp(join(tmpdir(), 'nearcare-e2e-'));
  const env = { DATA_DIR: folder, SEED: 'demo', PORT: String(await freePort()), ...storeEnv() };
  const product: Product = {
    server: await startBff(env),
    url: '',
    async restart(signal) {
      await product.server.stop(signal);
      product.server = await startBff(env);
    },
    async operate(args) {
      await product.server.stop();
      const { code, stderr } = await runOps(env, args);
      if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr}`);
      product.server = await startBff(env);
    },
    async stop() {
      await product.server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  product.url = product.server.url;
  return product;
}

/** The product, and phones to open it on, for the tests of the file that calls this. */
export function useProduct() {
  let browser: Browser;
  let product: Product;
  beforeAll(async () => {
    [browser, product] = await Promise.all([launchBrowser(), startProduct()]);
  });
  afterAll(async () => {
    await browser.close();
    await product.stop();
  });
  return {
    get url() {
      return product.url;
    },
    /** What the product has said since its last start, by lines. */
    get output() {
      return product.server.output;
    },
    restart: (signal: NodeJS.Signals) => product.restart(signal),
    operate: (args: string[]) => product.operate(args),
    newPhone: (location: PhoneLocation): Promise<Phone> => newPhone(browser, { location }),
  };
}

/**
 * A port that nobody has at the moment; a restarted product must come back where its page was loaded from. It lies below those
 * that a system gives to outgoing connections: one of these may take a port that was free when it was asked for.
 */
async function freePort(): Promise<number> {
  const port = 20_000 + Math.floor(Math.random() * 12_000);
  return (await isFree(port)) ? port : freePort();
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer().once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

let lastNumber = 10_000_000 + Math.floor(Math.random() * 80_000_000);

function unusedNumber(): string {
  lastNumber += 1;
  return `139${lastNumber}`;
}

/** Taps the visible button of that name; pages below the top one stay in the document and must not be hit. */
export async function tap(page: Page, name: string | RegExp): Promise<void> {
  await page
    .getByRole('button', { name, exact: typeof name === 'string' })
    .filter({ visible: true })
    .last()
    .click();
}

/** The text field of that label, in the page on top. */
export function field(page: Page, label: string) {
  return page.locator(`input[aria-label="${label}"]`).filter({ visible: true }).last();
}

export async function openCentre(page: Page, name: string): Promise<void> {
  await page.getByText(name, { exact: true }).filter({ visible: true }).first().click();
  await page.getByText('备案与登记').filter({ visible: true }).waitFor();
}

/** Fills the sign-in sheet that stands over the page, by default with a number nobody used. */
export async function signInInPlace(page: Page, phone = unusedNumber()): Promise<void> {
  await field(page, '手机号').fill(phone);
  await tap(page, /验证码/);
  const shown = await page.getByText(/演示验证码/).innerText();
  await field(page, '验证码').fill(/\d{6}/.exec(shown)?.[0] ?? '');
  await tap(page, '登录');
}

/** Reads what is asked for a purpose and agrees to it, where it stands in place of the form. */
export async function agreeInPlace(page: Page): Promise<void> {
  await page.getByText('不同意会怎样').filter({ visible: true }).last().waitFor();
  await tap(page, '同意');
}

/** Fills the form for a child of one year and seven months or so. */
export async function addChildInPlace(page: Page, nickname: string): Promise<void> {
  const birth = new Date(Date.now() - 19 * 30.5 * 86_400_000);
  await field(page, '小名').fill(nickname);
  for (const label of [
    `${birth.getUTCFullYear()} 年`,
    `${birth.getUTCMonth() + 1} 月`,
    `${birth.getUTCDate()} 日`,
  ])
    await page.getByRole('radio', { name: label, exact: true }).click();
  await tap(page, '加孩子');
}

/** From a centre's page to the page that asks for the last tap; signs in, agrees and adds a child where asked. */
export async function walkToQuote(page: Page, day: RegExp): Promise<void> {
  await tap(page, /约时间/);
  await signInInPlace(page);
  await agreeInPlace(page);
  await addChildInPlace(page, '小满');
  await page.getByRole('option', { name: day }).first().click();
  await tap(page, /看明细/);
  await page.getByText('来不了怎么办').waitFor();
}
