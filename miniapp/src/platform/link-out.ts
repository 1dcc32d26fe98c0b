import { copyText } from './clipboard';

/** WeChat opens no page of others: the address is copied, to be opened in a browser. Answers what was done. */
export async function linkOut(url: string): Promise<'opened' | 'copied' | 'not'> {
  return (await copyText(url)) ? 'copied' : 'not';
}
