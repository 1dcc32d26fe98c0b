import Taro from '@tarojs/taro';

export type TopBar = { statusBarHeight: number; height: number; freeRight: number };

let measured: TopBar | undefined;

/** The first row under the status bar: as high as WeChat's capsule needs, its width kept free at the right. Logical px. */
export function topBar(): TopBar {
  if (measured) return measured;
  if (process.env.TARO_ENV !== 'weapp') {
    measured = { statusBarHeight: 0, height: 52, freeRight: 0 };
    return measured;
  }
  try {
    const { statusBarHeight = 20, windowWidth } = Taro.getWindowInfo();
    const capsule = Taro.getMenuButtonBoundingClientRect();
    const gap = Math.max(4, capsule.top - statusBarHeight);
    measured = {
      statusBarHeight,
      height: capsule.height + gap * 2,
      freeRight: Math.max(0, windowWidth - capsule.left),
    };
  } catch {
    measured = { statusBarHeight: 44, height: 44, freeRight: 104 };
  }
  return measured;
}

/** Width and height of the page in logical px. */
export function windowSize(): { width: number; height: number } {
  const { windowWidth, windowHeight } = Taro.getWindowInfo();
  return { width: windowWidth, height: windowHeight };
}

/** The factor by which the system enlarges text; 1 where it does not say. */
export function systemFontScale(): number {
  if (process.env.TARO_ENV !== 'weapp') return 1;
  try {
    return (Taro.getAppBaseInfo() as { fontSizeScaleFactor?: number }).fontSizeScaleFactor ?? 1;
  } catch {
    return 1;
  }
}
