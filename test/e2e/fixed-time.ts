import { inviteToDemoDesks } from '@nearcare/bff/demo/demo-desks';
import { loadDemoCounty } from '@nearcare/bff/demo/load-demo-county';
import { familyKeys } from '@nearcare/bff/keys/family-keys';
import { folderVault } from '@nearcare/bff/keys/folder-vault';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { buildTestApp, type ClosableTestApp } from '../support/build-test-app.js';
import { launchBrowser, newPhone, type Phone, type PhoneLocation } from '../support/chromium.js';

const pageDir = new URL('../../miniapp/dist/h5', import.meta.url).pathname;

/**
 * The service itself at a fixed time, a Tuesday at 9:12, with the demo county and its page, for the tests of the file that
 * calls this: on what day they run must not matter where they are about today or tomorrow.
 */
export function useProductAtFixedTime(env: Record<string, string> = {}) {
  let browser: Browser;
  let test: ClosableTestApp;
  let url: string;
  beforeAll(async () => {
    [browser, test] = await Promise.all([
      launchBrowser(),
      buildTestApp({ ...env, MONGODB_URI: '', PAGE_DIR: pageDir }),
    ]);
    await loadDemoCounty(test.app.store, test.clock.now());
    url = await test.app.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(async () => {
    await browser.close();
    await test.close();
  });

  return {
    get url() {
      return url;
    },
    get app() {
      return test.app;
    },
    get clock() {
      return test.clock;
    },
    newPhone: (location: PhoneLocation): Promise<Phone> => newPhone(browser, { location }),
    /** What the demo's start shows: the first is for the centre's staff, the second for the officer of its district. */
    async invitations(): Promise<string[]> {
      const { config, clock, app } = test;
      const invited = await inviteToDemoDesks({
        store: app.store,
        keys: familyKeys({ ring: config.keyRing, vault: folderVault(config.keysDir) }),
        codeSecret: config.phoneIndexSecret,
        clock,
      });
      return invited.map(({ code }) => code);
    },
  };
}
