import type { WechatPhoneButtonProps } from './wechat-phone-button';

/** Nothing outside WeChat: the sheet shows the phone field instead. */
export function WechatPhoneButton(_props: WechatPhoneButtonProps) {
  return null;
}
