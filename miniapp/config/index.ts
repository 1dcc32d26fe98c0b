import path from 'node:path';
import { defineConfig } from '@tarojs/cli';
import { NormalModuleReplacementPlugin, ProvidePlugin } from 'webpack';

const packageRoot = path.resolve(__dirname, '..');
const shared = path.resolve(packageRoot, '../shared/dist');

// Sources that must pass through Babel although they live outside src/. react-query's private fields break h5 when the
// minifier mangles them untranspiled; Taro's schema refuses a RegExp here but takes a function its types don't know.
const isTanstack = ((file: string) => file.includes('@tanstack')) as unknown as string;

const env = process.env;
const isWeapp = env.TARO_ENV === 'weapp';

type Chunk = { groupsIterable: Iterable<{ origins: { request?: string }[] }> };
type Graph = { chunkGraph: { getModuleChunksIterable: (module: unknown) => Iterable<Chunk> } };

const isFirstScreen = (chunk: Chunk) =>
  [...chunk.groupsIterable].some(({ origins }) =>
    origins.some(({ request }) => request?.includes('pages/find') ?? false),
  );

const isDesk = (chunk: Chunk) =>
  [...chunk.groupsIterable].every(({ origins }) =>
    origins.some(({ request }) => request?.includes('pages/desk') ?? false),
  );

const isOnFirstScreen = (module: unknown, { chunkGraph }: Graph) =>
  [...chunkGraph.getModuleChunksIterable(module)].some(isFirstScreen);

const isOnlyAtDesk = (module: unknown, { chunkGraph }: Graph) =>
  [...chunkGraph.getModuleChunksIterable(module)].every(isDesk);

/**
 * Taro writes what browsers of 2015 read and leaves out most of what terser can do. Ours (browserslist) read the syntax of
 * 2017, and UTF-8, in which a Chinese sign takes half the bytes of its escape. WeChat's build keeps Taro's settings.
 */
const terserForBrowsers = {
  compress: {
    ecma: 2017,
    passes: 2,
    ...Object.fromEntries(
      ['arrows', 'collapse_vars', 'comparisons', 'computed_props', 'hoist_props', 'inline', 'loops']
        .concat(['negate_iife', 'properties', 'reduce_funcs', 'reduce_vars', 'switches', 'typeofs'])
        .map((option) => [option, true]),
    ),
  },
  output: { ecma: 2017, ascii_only: false },
};

const sharing = { minChunks: 2, minSize: 0, chunks: 'async' };

export default defineConfig({
  projectName: 'nearcare',
  date: '2026-11-22',
  // Lengths are logical pixels on both targets (see docs/decisions/0004-miniapp-ui.md), so no ratio applies.
  designWidth: 375,
  deviceRatio: { 375: 2 },
  sourceRoot: 'src',
  outputRoot: `dist/${env.TARO_ENV}`,
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: true },
  logger: { quiet: true, stats: false },
  ...(isWeapp ? {} : { terser: { enable: true, config: terserForBrowsers } }),
  plugins: [path.resolve(packageRoot, 'config/aria-attributes.ts')],
  // WeChat's map takes marker pictures as files only, and so does a shared card.
  copy: {
    patterns: isWeapp
      ? ['markers', 'share'].map((folder) => ({
          from: `src/assets/${folder}`,
          to: `dist/weapp/assets/${folder}`,
        }))
      : [],
    options: {},
  },
  defineConstants: {
    BUILD: JSON.stringify({
      // A mini-program must name its server; the browser page is served by the same one.
      apiBase: env.TARO_APP_API_BASE ?? (isWeapp ? 'http://127.0.0.1:8787' : ''),
    }),
  },
  mini: {
    compile: { include: [shared, isTanstack] },
    optimizeMainPackage: { enable: true },
    // Features do not style each other's parts, so the order in which pages ask for them decides nothing.
    miniCssExtractPluginOption: { ignoreOrder: true },
    postcss: { pxtransform: { enable: false, config: {} } },
    webpackChain(chain) {
      // WeChat's logic layer may lack AbortController, and react-query then waits for ever without a word.
      chain
        .plugin('abort-controller')
        .use(ProvidePlugin, [
          { AbortController: [path.resolve(packageRoot, 'src/api/abort-controller.ts'), 'AbortController'] },
        ]);
      // An account that may not have WeChat's live player must not have its template in its code either.
      if (env.TARO_APP_LIVE_PLAYER !== '1')
        chain
          .plugin('no-live-player')
          .use(NormalModuleReplacementPlugin, [
            /^\.\/live-player$/,
            path.resolve(packageRoot, 'src/platform/no-live-player.ts'),
          ]);
    },
  },
  h5: {
    publicPath: '/',
    staticDirectory: 'static',
    router: { mode: 'browser' },
    compile: { include: [shared, isTanstack] },
    postcss: { pxtransform: { enable: false, config: {} }, autoprefixer: { enable: true, config: {} } },
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
    miniCssExtractPluginOption: {
      ignoreOrder: true,
      filename: 'css/[name].[contenthash:8].css',
      chunkFilename: 'css/[name].[contenthash:8].css',
    },
    webpackChain(chain) {
      // What two pages share comes once, beside the app, instead of once in every page's chunk; in files of their own,
      // so that the first screen does not wait for what only later ones need.
      chain.optimization.merge({
        splitChunks: {
          cacheGroups: {
            shared: { ...sharing, name: 'shared', test: isOnFirstScreen, priority: 6 },
            // What only the desk's pages share stays with them: no parent loads a byte of the desk.
            desk: { ...sharing, name: 'desk', test: isOnlyAtDesk, priority: 6 },
            later: { ...sharing, name: 'later', priority: 5 },
          },
        },
      });
      // Stand-ins for browsers older than our browserslist; every one of ours has fetch and AbortController itself.
      chain.resolve.alias.set('whatwg-fetch$', false as unknown as string);
      chain.resolve.alias.set(
        'abortcontroller-polyfill/dist/abortcontroller-polyfill-only$',
        false as unknown as string,
      );
      chain.resolve.alias.set(
        '@tarojs/components$',
        path.resolve(packageRoot, 'src/platform/taro-components.h5.ts'),
      );
      chain.performance.hints(false);
    },
    devServer: {
      port: 10086,
      open: false,
      proxy: [{ context: ['/api'], target: env.NEARCARE_DEV_API ?? 'http://127.0.0.1:8787' }],
    },
  },
});
