import Taro from '@tarojs/taro';

/** Opens the dialler. A cancelled call is not an error. */
export function callPhone(phoneNumber: string): void {
  Taro.makePhoneCall({ phoneNumber }).catch(() => undefined);
}
