import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';

const limits = { mainBytes: 800_000, subPackageBytes: 400_000 };

/** Strings of packages that have no business on a phone; they survive minifying. */
export const forbiddenPackages = {
  typebox: '~kind',
  ajv: 'strictTypes',
  mongoose: 'MongooseError',
  bson: '_bsontype',
  leaflet: 'leaflet-container',
} as const;

/** What WeChat's logic layer forbids or may lack, with the reason. */
const forbiddenCode: readonly (readonly [RegExp, string])[] = [
  [/\bnew URL\(|\bnew URLSearchParams\(/, 'URL is missing on some phones'],
  [/\bstructuredClone\(/, 'structuredClone is missing'],
  [/\bnew Text(En|De)coder\b/, 'TextEncoder is missing'],
  [/\bcrypto\.(randomUUID|subtle)\b/, 'crypto is missing'],
  [/\bIntl\.\w/, 'Intl differs from phone to phone'],
  [/\bthis\.#\w/, 'private fields break when Taro’s minifier renames them'],
  [/["']PATCH["']/, 'wx.request has no PATCH'],
];

/** webpack's way to the global object, inside try/catch and with a fallback: the one string that may become code. */
const globalGetter = /new Function\("return this"\)\(\)/g;

/** Every fault that can be seen in the files of a weapp build without running it; empty when there is none. */
export function faultsOfBuild(dist: string): string[] {
  if (!existsSync(path.join(dist, 'app.json'))) return [`${dist} holds no build`];
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) =>
    statSync(path.join(dist, file)).isFile(),
  );
  const scripts = files.filter((file) => file.endsWith('.js'));
  return [
    ...missingFiles(dist, files),
    ...scripts.flatMap((file) => faultsOfScript(file, readFileSync(path.join(dist, file), 'utf8'))),
    ...oversizes(dist, files),
  ];
}

type AppJson = { pages: string[]; subPackages?: { root: string; pages: string[] }[] };

function readAppJson(dist: string): AppJson {
  return JSON.parse(readFileSync(path.join(dist, 'app.json'), 'utf8')) as AppJson;
}

function missingFiles(dist: string, files: readonly string[]): string[] {
  const { pages, subPackages = [] } = readAppJson(dist);
  const routes = [
    ...pages,
    ...subPackages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`)),
  ];
  const wanted = [
    'app.js',
    'app.wxss',
    'base.wxml',
    ...routes.flatMap((route) => [`${route}.js`, `${route}.json`, `${route}.wxml`]),
  ];
  return wanted.filter((file) => !files.includes(file)).map((file) => `${file} is missing`);
}

function faultsOfScript(file: string, source: string): string[] {
  const faults: string[] = [];
  try {
    new vm.Script(source, { filename: file });
  } catch (error) {
    faults.push(`${file} does not parse: ${String(error)}`);
  }
  for (const [name, mark] of Object.entries(forbiddenPackages)) {
    if (source.includes(mark)) faults.push(`${file} holds ${name}`);
  }
  for (const [pattern, why] of forbiddenCode) {
    const found = pattern.exec(source);
    if (found) faults.push(`${file} uses ${found[0]}: ${why}`);
  }
  if (/\bnew Function\(|\beval\(/.test(source.replace(globalGetter, '')))
    faults.push(`${file} makes code from strings`);
  return faults;
}

function oversizes(dist: string, files: readonly string[]): string[] {
  const sizes = packageSizes(dist, files);
  return Object.entries(sizes)
    .filter(([name, bytes]) => bytes > (name === 'main' ? limits.mainBytes : limits.subPackageBytes))
    .map(([name, bytes]) => `package ${name} has ${bytes} bytes`);
}

/** Bytes of the main package and of each sub-package, as WeChat counts them for its limits. */
export function packageSizes(dist: string, files: readonly string[]): Record<string, number> {
  const roots = (readAppJson(dist).subPackages ?? []).map(({ root }) => root);
  const sizes: Record<string, number> = { main: 0, ...Object.fromEntries(roots.map((root) => [root, 0])) };
  for (const file of files) {
    const name = roots.find((root) => file.startsWith(`${root}/`)) ?? 'main';
    sizes[name] = (sizes[name] ?? 0) + statSync(path.join(dist, file)).size;
  }
  return sizes;
}
