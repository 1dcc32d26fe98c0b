import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openWeapp, textOf } from '../support/run-weapp.js';
import { faultsOfBuild } from '../support/weapp-build.js';
import { weappDist as dist } from '../support/weapp-page.js';
import { compileWxml, compileWxss, renderedText } from '../support/weapp-wxml.js';

const page = 'pages/find/index';

/** Mounts a page, waits until it shows text, and answers what went wrong on the way. */
async function faultsOfPage(folder: string, route: string): Promise<readonly string[]> {
  const app = openWeapp(folder);
  const mounted = app.mount(route);
  await vi.waitFor(() => {
    if (app.faults.length === 0) expect(textOf(mounted.tree())).not.toBe('');
  });
  return app.faults;
}

/** Compiling takes a third of a second; the build is the same for all of its pages. */
function once<T>(make: () => T): () => T {
  let made: { of: T } | undefined;
  return () => {
    made ??= { of: make() };
    return made.of;
  };
}

describe('the WeChat build', () => {
  const templates = once(() => compileWxml(dist));

  it('is whole, parses, holds nothing forbidden and stays below the size limits', () => {
    expect(faultsOfBuild(dist)).toEqual([]);
  });

  it('is accepted by WeChat’s own compilers', () => {
    expect(() => compileWxss(dist)).not.toThrow();
    expect(templates).not.toThrow();
  });

  it.each(openWeapp(dist).routes)(
    'mounts %s without a fault, and WeChat’s templates show all of its text',
    async (route) => {
      const app = openWeapp(dist);
      const mounted = app.mount(route);
      await vi.waitFor(() => expect(textOf(mounted.tree())).not.toBe(''), { timeout: 10_000 });
      // A page goes through loading and refusal; what it comes to rest at is what counts.
      await vi.waitFor(
        () => {
          const { tree, complaints } = templates().render(route, mounted.data);
          expect(complaints).toEqual([]);
          expect(renderedText(tree)).toBe(textOf(mounted.tree()));
        },
        { timeout: 10_000 },
      );
      mounted.unload();
      expect(app.faults).toEqual([]);
    },
  );
});

it('holds no live player, which only some accounts may have', () => {
  expect(readFileSync(path.join(dist, 'base.wxml'), 'utf8')).not.toContain('<live-player');
});

it('keeps the desk in its own sub-package, so that no parent downloads a byte of it', () => {
  // Classes that only its screens have; words are escaped in this build.
  const marks = ['dk-vacancy', 'dk-secret', 'dk-proof'];
  const holders = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      file.endsWith('.js') &&
      marks.some((mark) => readFileSync(path.join(dist, file), 'utf8').includes(mark)),
  );
  expect(holders.length).toBeGreaterThan(0);
  expect(holders.filter((file) => !file.startsWith('pages/desk/'))).toEqual([]);
});

describe('the check of the WeChat build', () => {
  const broken = mkdtempSync(path.join(os.tmpdir(), 'nearcare-weapp-'));
  afterAll(() => rmSync(broken, { recursive: true, force: true }));
  beforeEach(() => {
    rmSync(broken, { recursive: true, force: true });
    cpSync(dist, broken, { recursive: true });
  });
  const edit = (file: string, change: (text: string) => string) =>
    writeFileSync(path.join(broken, file), change(readFileSync(path.join(broken, file), 'utf8')));

  it('sees a build that is not there', () => {
    expect(faultsOfBuild(path.join(broken, 'nowhere'))).not.toEqual([]);
  });

  it.each([
    ['a page that is missing', `${page}.js`, () => null, 'is missing'],
    ['a script that does not parse', `${page}.js`, (text: string) => `${text}}`, 'does not parse'],
    ['a schema library', 'app.js', (text: string) => `${text};var kind = "~kind"`, 'holds typebox'],
    [
      'code made from strings',
      'app.js',
      (text: string) => `${text};new Function("return 1")`,
      'from strings',
    ],
    ['a browser’s API', 'app.js', (text: string) => `${text};new URL("https://a")`, 'URL is missing'],
    ['a method WeChat lacks', 'app.js', (text: string) => `${text};var m = "PATCH"`, 'no PATCH'],
    [
      'a private field',
      'app.js',
      (text: string) => `${text};class A { #a = 1; b() { return this.#a } }`,
      'private',
    ],
    [
      'a main package that is too big',
      'app.js',
      (text: string) => `${text}//${'x'.repeat(800_000)}`,
      'main has',
    ],
  ])('sees %s', (_, file, change, fault) => {
    const text = change(readFileSync(path.join(broken, file), 'utf8'));
    if (text === null) rmSync(path.join(broken, file));
    else writeFileSync(path.join(broken, file), text);
    expect(faultsOfBuild(broken).join('\n')).toContain(fault);
  });

  it('sees broken WXML and broken WXSS', () => {
    edit('base.wxml', (text) => `${text}<view>`);
    expect(() => compileWxml(broken)).toThrow();
    edit('app.wxss', (text) => `${text} .a { `);
    expect(() => compileWxss(broken)).toThrow();
  });

  it('sees a page that throws while it renders', async () => {
    edit(`${page}.js`, (text) => text.replace(/\.jsxs?\)\(/g, '.gone)('));
    expect((await faultsOfPage(broken, page)).join()).toMatch(/is not a function/);
  });

  it('sees an app that throws at its start', () => {
    edit('app.js', () => 'throw new Error("at start")');
    expect(() => openWeapp(broken)).toThrow('at start');
  });

  it('sees a page that shows nothing', () => {
    edit(`${page}.js`, () => 'Page({ data: { root: { cn: [] } } })');
    const mounted = openWeapp(broken).mount(page);
    expect(textOf(mounted.tree())).toBe('');
  });

  it('sees a template that WeChat would silently leave out', async () => {
    const mounted = openWeapp(broken).mount(page);
    await vi.waitFor(() => expect(textOf(mounted.tree())).not.toBe(''), { timeout: 10_000 });
    const first = mounted.tree().cn?.[0]?.nn;
    edit('base.wxml', (text) => text.replaceAll(`name="tmpl_0_${first}"`, 'name="tmpl_0_none"'));
    const { tree, complaints } = compileWxml(broken).render(page, mounted.data);
    expect(complaints.join()).toMatch(/not found/i);
    expect(renderedText(tree)).not.toBe(textOf(mounted.tree()));
  });

  it('has no window, URL or Intl to lend to the code', () => {
    edit(
      'app.js',
      (text) => `console.error(typeof window, typeof URL, typeof Intl, typeof AbortController);${text}`,
    );
    expect(openWeapp(broken).faults).toEqual(['undefined undefined undefined undefined']);
  });
});
