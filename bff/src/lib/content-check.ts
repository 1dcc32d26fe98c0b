import type { Report } from './report.js';
import type { WechatAccount } from './wechat-account.js';

/**
 * Whether somebody should look at a text before trusting it. It only marks the text for the desk: nothing is refused
 * for it, and a check that fails doubts nothing.
 */
export interface ContentCheck {
  /** @param openid of the author at WeChat, where it is known and may be told */
  isDoubtful(text: string, openid: string | null): Promise<boolean>;
}

/** Advertisements and addresses to lure people away; whole identity numbers, which belong in no complaint. */
const doubtful = [/https?:\/\//i, /加\s*(微信|qq|v信)/i, /\d{17}[\dXx]/, /(刷单|兼职|代办|贷款|博彩)/];

export const localCheck: ContentCheck = {
  isDoubtful: async (text) => doubtful.some((pattern) => pattern.test(text)),
};

/**
 * WeChat's check of texts (developers.weixin.qq.com: msgSecCheck, version 2), which wants the author's openid: without
 * one, our own rules are all there is.
 */
export function wechatCheck(account: WechatAccount, report: Report): ContentCheck {
  return {
    async isDoubtful(text, openid) {
      if (await localCheck.isDoubtful(text, null)) return true;
      if (openid === null) return false;
      const body = { version: 2, scene: 2, openid, content: text };
      try {
        const { result } = await account.askWithToken('/wxa/msg_sec_check', body);
        const { suggest } = (result ?? {}) as { suggest?: unknown };
        return suggest === 'risky' || suggest === 'review';
      } catch (error) {
        report('content check failed', { reason: (error as Error).name });
        return false;
      }
    },
  };
}
