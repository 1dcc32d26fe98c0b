import Taro from '@tarojs/taro';
import { openDocument } from './open-document';

type MediaKind = 'image' | 'video' | 'audio' | 'pdf';

/** Shows or plays a file behind a link by what WeChat has for it. Answers whether it opened. */
export async function openMedia(kind: MediaKind, url: string): Promise<boolean> {
  if (kind === 'pdf') return openDocument(url);
  try {
    if (kind === 'audio') {
      const player = Taro.createInnerAudioContext();
      player.src = url;
      player.onEnded(() => player.destroy());
      player.play();
    } else {
      await Taro.previewMedia({ sources: [{ url, type: kind }] });
    }
    return true;
  } catch {
    return false;
  }
}
