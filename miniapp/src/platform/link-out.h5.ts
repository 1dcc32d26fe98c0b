/** Opens a page of others beside ours, which learns nothing of this one. */
export function linkOut(url: string): Promise<'opened' | 'copied' | 'not'> {
  window.open(url, '_blank', 'noopener,noreferrer');
  return Promise.resolve('opened');
}
