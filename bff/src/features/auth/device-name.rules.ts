import type { Client } from './client.js';

type Name = readonly [pattern: RegExp, name: string];

/** The first that fits: browsers claim to be each other, the more special one says so besides. */
const browsers: readonly Name[] = [
  [/MicroMessenger/i, '微信'],
  [/AlipayClient/i, '支付宝'],
  [/HuaweiBrowser/i, '华为浏览器'],
  [/MiuiBrowser/i, '小米浏览器'],
  [/HeyTapBrowser/i, 'OPPO 浏览器'],
  [/VivoBrowser/i, 'vivo 浏览器'],
  [/Quark/i, '夸克'],
  [/UCBrowser/i, 'UC 浏览器'],
  [/MQQBrowser|QQBrowser/i, 'QQ 浏览器'],
  [/SamsungBrowser/i, 'Samsung Internet'],
  [/Edg(A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const systems: readonly Name[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/HarmonyOS|OpenHarmony/i, 'HarmonyOS'],
  [/Android/i, 'Android'],
  [/Windows/, 'Windows'],
  [/Macintosh|Mac OS X/, 'Mac'],
  [/Linux/, 'Linux'],
];

/**
 * What a guardian recognises a device by: `微信 · Android`, `Chrome · iPhone`. Never a version or a model: that would be
 * a fingerprint, and nobody reads it. null when the User-Agent says nothing known.
 */
export function deviceName(userAgent: string | undefined, client: Client): string | null {
  const find = (names: readonly Name[]) => names.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1];
  const browser = client === 'weapp' ? '微信' : find(browsers);
  return [browser, find(systems)].filter(Boolean).join(' · ') || null;
}
