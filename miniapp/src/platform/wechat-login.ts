import Taro from '@tarojs/taro';

/** A code of WeChat for this moment: it names the account to our server only, works once and for five minutes. */
export const wechatLoginCode: (() => Promise<string>) | null = async () => (await Taro.login()).code;
