import path from 'node:path';

const root = import.meta.dirname;
const support = path.join(root, 'src/test-support');

/**
 * As the browser page is built: `.h5` twins first, Taro's parts replaced by small stand-ins. Made anew for each project,
 * because vitest empties the `define` it is given.
 */
const build = () => ({
  define: {
    BUILD: JSON.stringify({ apiBase: '' }),
    'process.env.TARO_ENV': JSON.stringify('h5'),
  },
  oxc: { jsx: { runtime: 'automatic' as const } },
  resolve: {
    extensions: ['.h5.tsx', '.h5.ts', '.tsx', '.ts', '.mjs', '.js', '.json'],
    alias: [
      { find: /^@nearcare\/shared\/(.+)$/, replacement: path.join(root, '../shared/src/$1.ts') },
      { find: /^@tarojs\/taro$/, replacement: path.join(support, 'taro.ts') },
      { find: /^@tarojs\/components$/, replacement: path.join(support, 'taro-components.tsx') },
      { find: /^\.\/leaflet-map$/, replacement: path.join(support, 'leaflet-map.ts') },
    ],
  },
});

/** As the other tests of their group. Files in one worker load once what is installed, and the document. */
const shared = { root, sequence: { groupOrder: 0 }, maxWorkers: '100%', testTimeout: 10_000, isolate: false };

/** What draws, or asks the browser. */
const needsDocument = [
  'src/**/*.test.tsx',
  'src/api/{client,idempotency-key,upload}.test.ts',
  'src/features/centres/centre-page/share-words.test.ts',
  'src/ui/pictures/pictures.test.ts',
];

/** What `vi.mock` replaces stays replaced for the next file of the worker. */
const replacesModules = [
  'src/features/auth/wechat-sign-in.test.tsx',
  'src/features/bookings/day-of-care.test.tsx',
  'src/features/complaints/late/late-files.test.tsx',
];

const withDocument = {
  ...shared,
  environment: 'jsdom' as const,
  css: false,
  setupFiles: [path.join(support, 'setup.ts')],
};

export const miniappProjects = [
  {
    ...build(),
    root,
    test: { ...withDocument, name: 'miniapp', include: needsDocument, exclude: replacesModules },
  },
  {
    ...build(),
    root,
    test: { ...withDocument, name: 'miniapp-alone', include: replacesModules, isolate: true },
  },
  {
    ...build(),
    root,
    test: {
      ...shared,
      name: 'miniapp-words',
      include: ['src/**/*.test.ts'],
      exclude: needsDocument,
      environment: 'node' as const,
    },
  },
];
