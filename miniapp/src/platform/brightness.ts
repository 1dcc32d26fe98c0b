import Taro from '@tarojs/taro';

/** Full brightness while a card is shown at the gate; answers how to put it back. Browsers cannot do this. */
export async function brighten(): Promise<() => void> {
  if (process.env.TARO_ENV !== 'weapp') return () => undefined;
  try {
    const { value } = await Taro.getScreenBrightness();
    await Taro.setScreenBrightness({ value: 1 });
    return () => {
      Taro.setScreenBrightness({ value }).catch(() => undefined);
    };
  } catch {
    return () => undefined;
  }
}
