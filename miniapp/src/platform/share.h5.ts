import { copyText } from './clipboard';
import type { Shared } from './share';

/** A browser's page has no card of its own to give. */
export function useShareCard(_shared: Shared | null): void {}

/** Opens the phone's own list of ways to send a text; where the browser has none, the text is copied. */
export async function sendText(text: string): Promise<'shared' | 'copied' | 'not'> {
  if (typeof navigator.share === 'function') {
    try {
      await navigator.share({ text });
      return 'shared';
    } catch (thrown) {
      // Put away by the parent: nothing was wanted any more.
      if ((thrown as { name?: string }).name === 'AbortError') return 'not';
    }
  }
  return (await copyText(text)) ? 'copied' : 'not';
}

/** A page's address for somebody who has only a browser. */
export const addressOf: ((path: string) => string) | null = (path) => window.location.origin + path;
