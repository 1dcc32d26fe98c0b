/** Only WeChat has an agreement of its own to ask for. */
export function WechatPrivacySheet() {
  return null;
}
