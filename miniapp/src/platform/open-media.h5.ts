import { openDocument } from './open-document';

type MediaKind = 'image' | 'video' | 'audio' | 'pdf';

/** Shows a file behind a link in a window of its own, where the browser plays it. Answers whether it opened. */
export function openMedia(_kind: MediaKind, url: string): Promise<boolean> {
  return openDocument(url);
}
