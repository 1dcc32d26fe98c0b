import Taro from '@tarojs/taro';

/** Puts a text where the parent can paste it; WeChat says so itself. Answers whether it is there. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await Taro.setClipboardData({ data: text });
    return true;
  } catch {
    return false;
  }
}
