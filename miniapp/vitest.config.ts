import path from 'node:path';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;
const support = path.join(root, 'src/test-support');

/** Components in jsdom as the browser page builds them: `.h5` twins first, Taro's parts replaced by small stand-ins. */
export default defineConfig({
  root,
  define: {
    BUILD: JSON.stringify({ apiBase: '' }),
    'process.env.TARO_ENV': JSON.stringify('h5'),
  },
  oxc: { jsx: { runtime: 'automatic' } },
  resolve: {
    extensions: ['.h5.tsx', '.h5.ts', '.tsx', '.ts', '.mjs', '.js', '.json'],
    alias: [
      { find: /^@nearcare\/shared\/(.+)$/, replacement: path.join(root, '../shared/src/$1.ts') },
      { find: /^@tarojs\/taro$/, replacement: path.join(support, 'taro.ts') },
      { find: /^@tarojs\/components$/, replacement: path.join(support, 'taro-components.tsx') },
    ],
  },
  test: {
    name: 'miniapp',
    include: ['src/**/*.test.{ts,tsx}'],
    environment: 'jsdom',
    css: false,
    setupFiles: [path.join(support, 'setup.ts')],
    testTimeout: 10_000,
    sequence: { groupOrder: 0 },
    // As the other tests of this group.
    maxWorkers: '100%',
  },
});
