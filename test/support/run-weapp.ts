import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { makeWx, selectorQuery, type WeappPhone, type WeappServer } from './weapp-wx.js';

/** A node of the tree that Taro hands to WeChat by setData: `nn` names its template, `cn` its children, `v` its text. */
export type WeappNode = { nn?: string; sid?: string; v?: string; cn?: WeappNode[]; [prop: string]: unknown };

type Data = Record<string, unknown>;
type Page = Record<string, unknown> & { data?: Data };

/** A page as WeChat would hold it: its data so far, and a way to tap. */
export type MountedPage = {
  readonly route: string;
  /** The whole data object, as the page's WXML would see it. */
  readonly data: Data;
  /** The tree under `root`, as it stands now. */
  readonly tree: () => WeappNode;
  /** Sends an event to the node with this sid, as a touch would. */
  readonly fire: (type: string, node: WeappNode, detail?: object) => void;
  /** Leaves the page. */
  readonly unload: () => void;
};

export type Weapp = {
  /** Every page of app.json, sub-packages included. */
  readonly routes: readonly string[];
  /** Loads a page's script and takes it through onLoad, onShow and onReady. @throws what the page throws. */
  readonly mount: (route: string, query?: Record<string, string>) => MountedPage;
  /** Everything that went wrong so far: errors thrown later and whatever the code sent to console.error. */
  readonly faults: readonly string[];
};

/**
 * Starts a weapp build in a context that has what WeChat's logic layer has and little more: no window, URL,
 * TextEncoder, structuredClone, AbortController or Intl, and no code made from strings. It draws nothing, and its `wx`
 * is our guess at WeChat's: a pass means that the code starts and builds a tree, not that WeChat shows it.
 *
 * @throws what the app's own start throws.
 */
export function openWeapp(
  dist: string,
  server: WeappServer = failsAlways,
  phone: WeappPhone = { tappedAgree: new Set(), calls: [] },
): Weapp {
  const faults: string[] = [];
  const guard = <A extends unknown[]>(run: (...args: A) => void) => {
    return (...args: A) => {
      try {
        run(...args);
      } catch (error) {
        faults.push(text(error));
      }
    };
  };
  const pages = new Map<string, Page>();
  const open: Page[] = [];
  let app: Page = {};
  let loading = '';

  const globals: Record<string, unknown> = {
    wx: makeWx(server, phone),
    App: (options: Page) => (app = options),
    Page: (options: Page) => pages.set(loading, options),
    Component: () => undefined,
    Behavior: (options: object) => options,
    getApp: () => app,
    getCurrentPages: () => open,
    console: { ...quiet, error: (...parts: unknown[]) => faults.push(parts.map(text).join(' ')) },
    setTimeout: (run: () => void, ms?: number) => Number(setTimeout(guard(run), ms)),
    clearTimeout: (id?: number) => clearTimeout(id),
    setInterval: (run: () => void, ms?: number) => Number(setInterval(guard(run), ms).unref()),
    clearInterval: (id?: number) => clearInterval(id),
  };
  globals['global'] = globals;
  const context = vm.createContext(globals, { codeGeneration: { strings: false, wasm: false } });
  vm.runInContext('delete globalThis.Intl', context);

  const loaded = new Map<string, { exports: unknown }>();
  const load = (file: string): unknown => {
    const known = loaded.get(file);
    if (known) return known.exports;
    const module = { exports: {} as unknown };
    loaded.set(file, module);
    const wrapper = vm.runInContext(
      `(function (require, module, exports) {${readFileSync(file, 'utf8')}\n})`,
      context,
      {
        filename: file,
      },
    ) as (require: (id: string) => unknown, module: object, exports: unknown) => void;
    wrapper((id) => load(withExtension(path.resolve(path.dirname(file), id))), module, module.exports);
    return module.exports;
  };

  const config = JSON.parse(readFileSync(path.join(dist, 'app.json'), 'utf8')) as AppJson;
  load(path.join(dist, 'app.js'));
  call(app, 'onLaunch', { path: config.pages[0], query: {}, scene: 1001 });
  call(app, 'onShow', { path: config.pages[0], query: {}, scene: 1001 });

  return {
    faults,
    routes: [
      ...config.pages,
      ...(config.subPackages ?? []).flatMap(({ root, pages }) => pages.map((p) => `${root}/${p}`)),
    ],
    mount(route, query = {}) {
      loading = route;
      load(path.join(dist, `${route}.js`));
      const options = pages.get(route);
      if (!options) throw new Error(`${route}.js never called Page()`);
      const instance = makePage(route, options);
      open.push(instance);
      call(instance, 'onLoad', query);
      call(instance, 'onShow');
      call(instance, 'onReady');
      return handleOf(route, instance);
    },
  };

  function makePage(route: string, options: Page): Page {
    const data: Data = structuredClone(options.data ?? {});
    return Object.assign(Object.create(options) as Page, {
      route,
      __route__: route,
      data,
      setData(changes: Data, done?: () => void) {
        for (const [key, value] of Object.entries(changes)) setByPath(data, key, structuredClone(value));
        if (done) setTimeout(guard(done));
      },
      selectComponent: () => null,
      createSelectorQuery: selectorQuery,
    });
  }

  function handleOf(route: string, instance: Page): MountedPage {
    const data = instance.data ?? {};
    return {
      route,
      data,
      tree: () => (data['root'] ?? {}) as WeappNode,
      fire(type, node, detail = {}) {
        const target = { id: node['uid'] ?? node.sid, dataset: { sid: node.sid } };
        call(instance, 'eh', {
          type,
          detail,
          target,
          currentTarget: target,
          mark: { sid: node.sid },
          timeStamp: 1,
        });
      },
      unload() {
        call(instance, 'onHide');
        call(instance, 'onUnload');
        open.splice(open.indexOf(instance), 1);
      },
    };
  }
}

/** All nodes of a tree, parents before children. */
export function nodesOf(node: WeappNode): WeappNode[] {
  return [node, ...(node.cn ?? []).flatMap(nodesOf)];
}

/** All text of a tree, in order. */
export function textOf(node: WeappNode): string {
  return nodesOf(node)
    .map((one) => one.v ?? '')
    .join('');
}

type AppJson = { pages: string[]; subPackages?: { root: string; pages: string[] }[] };

function failsAlways(): never {
  throw new Error('no network');
}

const quiet = { log: () => {}, info: () => {}, debug: () => {}, warn: () => {} };

function text(error: unknown): string {
  return error instanceof Object && 'stack' in error ? String(error.stack) : String(error);
}

function withExtension(file: string): string {
  return existsSync(file) && file.endsWith('.js') ? file : `${file}.js`;
}

function call(target: Page, name: string, ...args: unknown[]): void {
  const method = target[name];
  if (typeof method === 'function') method.apply(target, args);
}

/** Writes at a setData path such as `root.cn.[0].v`; its dots and brackets leave empty segments, which mean nothing. */
function setByPath(data: Data, key: string, value: unknown): void {
  const steps = key.split(/[.[\]]/).filter((step) => step !== '');
  const last = steps.pop() ?? '';
  let at = data;
  for (const [index, step] of steps.entries()) {
    at[step] ??= /^\d+$/.test(steps[index + 1] ?? last) ? [] : {};
    at = at[step] as Data;
  }
  at[last] = value;
}
