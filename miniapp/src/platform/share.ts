import { useShareAppMessage } from '@tarojs/taro';
import { copyText } from './clipboard';

/** What a message to somebody says: `text` in words, `title` and `path` for a card that opens a page of ours. */
export type Shared = {
  title: string;
  text: string;
  path: string;
  /** A packaged file; without one WeChat sends what the screen shows at that moment. */
  picture?: string;
};

/** What WeChat's 转发 sends from this page; only pages whose configuration allows it. Null: the first page of ours. */
export function useShareCard(shared: Shared | null): void {
  useShareAppMessage(() =>
    shared === null
      ? { title: '就近托', path: '/pages/find/index' }
      : {
          title: shared.title,
          path: shared.path,
          ...(shared.picture === undefined ? {} : { imageUrl: shared.picture }),
        },
  );
}

/** Hands a text on: WeChat lets only a button of its own open 转发, so the text is copied for the chat. */
export async function sendText(text: string): Promise<'shared' | 'copied' | 'not'> {
  return (await copyText(text)) ? 'copied' : 'not';
}

/** A page's address for somebody who has only a browser; null in WeChat, where none opens a mini-program. */
export const addressOf: ((path: string) => string) | null = null;
