import path from 'node:path';
import { expect, vi } from 'vitest';
import { type MountedPage, nodesOf, textOf, type WeappNode } from './run-weapp.js';

/** Where the build for WeChat lies, which `npm test` makes first. */
export const weappDist = path.resolve(import.meta.dirname, '../../miniapp/dist/weapp');

/** Waits until the page says these words. */
export const shows = (mounted: MountedPage, words: string) =>
  vi.waitFor(() => expect(textOf(mounted.tree())).toContain(words), { timeout: 10_000 });

/** The button, or the link, that says these very words. @throws where there is none. */
export function buttonSaying(mounted: MountedPage, words: string): WeappNode {
  const found = nodesOf(mounted.tree()).find(
    (node) =>
      textOf(node) === words && typeof node['cl'] === 'string' && /nc-(button|link)( |$)/.test(node['cl']),
  );
  if (!found) throw new Error(`no button says ${words}`);
  return found;
}

/** An answer of the server. */
export const answer = (data: object) => ({ statusCode: 200, data: JSON.stringify(data) });

/** A server that can't be used. */
export const unavailable = { statusCode: 503, data: '' };
