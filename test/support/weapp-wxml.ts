import { createRequire } from 'node:module';
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
  const code = compiler.wxmlToJs(dist);
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

/** Compiles every WXSS file of a build. @throws with file and line where one is broken. */
export function compileWxss(dist: string): void {
  compiler.wxssToJs(dist);
}

/** All text of a rendered tree, in order. */
export function renderedText(node: Rendered): string {
  return typeof node === 'string' ? node : (node.children ?? []).map(renderedText).join('');
}
