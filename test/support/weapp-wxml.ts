import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import vm from 'node:vm';

type Compiler = {
  wxmlToJs(folder: string): string;
  wxssToJs(folder: string): string;
};
// WeChat's own compilers, wrapped for Node; the package has no types.
const compiler = createRequire(import.meta.url)('miniprogram-compiler') as Compiler;

export type Rendered = { tag?: string; children?: (Rendered | string)[] } | string;
export type Templates = {
  /** Puts a page's data into its WXML. `complaints` holds what WeChat's renderer says, such as a missing template. */
  readonly render: (route: string, data: object) => { tree: Rendered; complaints: string[] };
};

/** Compiles every WXML file of a build. @throws with file and line where one is broken. */
export function compileWxml(dist: string): Templates {
  const complaints: string[] = [];
  const complain = (...parts: unknown[]) => void complaints.push(parts.join(' '));
  const console = { log: complain, info: complain, warn: complain, error: complain };
  const context = vm.createContext({ window: {}, console });
  const copy = withoutScriptedNames(dist);
  let code: string;
  try {
    code = compiler.wxmlToJs(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
  const find = vm.runInContext(`(function (global) {${code}\n})(globalThis)`, context) as (
    path: string,
  ) => ((data: object) => Rendered) | undefined;
  return {
    render(route, data) {
      complaints.length = 0;
      const generate = find(`${route}.wxml`) ?? find(`./${route}.wxml`);
      if (!generate) throw new Error(`${route}.wxml was not compiled`);
      return { tree: generate(data), complaints: [...complaints] };
    },
  };
}

/**
 * A copy in which the template of an input is named by an expression. Taro names it by a WXS function that looks at a
 * field of the node, which WeChat runs and this compiler's stand-in for WXS does not (it answers undefined).
 */
function withoutScriptedNames(dist: string): string {
  const copy = mkdtempSync(path.join(os.tmpdir(), 'nearcare-wxml-'));
  cpSync(dist, copy, { recursive: true });
  const base = path.join(copy, 'base.wxml');
  const named = readFileSync(base, 'utf8').replace(
    /xs\.c\(i, ('tmpl_\d+_')\)/g,
    "$1 + i.nn + (i.focus === undefined ? '_blur' : '_focus')",
  );
  writeFileSync(base, named);
  return copy;
}

/** Compiles every WXSS file of a build. @throws with file and line where one is broken. */
export function compileWxss(dist: string): void {
  compiler.wxssToJs(dist);
}

/** All text of a rendered tree, in order. */
export function renderedText(node: Rendered): string {
  return typeof node === 'string' ? node : (node.children ?? []).map(renderedText).join('');
}
