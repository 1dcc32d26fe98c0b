import { createHmac } from 'node:crypto';

/** Turns what must be found but not be read (a number, an openid, a code) into a name that only we can work out. */
export type BlindIndex = (purpose: 'phone' | 'wechat' | 'code' | 'wechatLogin', text: string) => string;

/** @param secret PHONE_INDEX_SECRET; a new one loses every guardian's way to its family */
export function blindIndex(secret: string): BlindIndex {
  return (purpose, text) => createHmac('sha256', secret).update(`${purpose}:${text}`).digest('base64url');
}
