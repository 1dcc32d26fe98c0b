import Taro from '@tarojs/taro';

/** Answers whether the text was copied. WeChat confirms by a toast of its own. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await Taro.setClipboardData({ data: text });
    return true;
  } catch {
    return false;
  }
}
