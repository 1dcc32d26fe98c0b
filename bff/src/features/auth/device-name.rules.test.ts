import { describe, expect, it } from 'vitest';
import { deviceName } from './device-name.rules.js';

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';

describe('the name of a device', () => {
  it.each([
    [
      `Mozilla/5.0 (Linux; Android 13; V2199A Build/TP1A; wv) ${webkit} Version/4.0 Chrome/116.0 Mobile Safari/537.36 XWEB/1160065 MMWEBSDK/20231202 MicroMessenger/8.0.47.2560(0x28002F30) WeChat/arm64 NetType/WIFI Language/zh_CN ABI/arm64 MiniProgramEnv/android`,
      '微信 · Android',
    ],
    [
      `Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) ${webkit} Mobile/15E148 MicroMessenger/8.0.44 MiniProgramEnv/Windows`,
      '微信 · iPhone',
    ],
  ])('in the mini-program is WeChat on its system', (userAgent, name) => {
    expect(deviceName(userAgent, 'weapp')).toBe(name);
  });

  it.each([
    [
      `Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) ${webkit} CriOS/119.0 Mobile Safari/604.1`,
      'Chrome · iPhone',
    ],
    [
      `Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) ${webkit} Version/17.1 Mobile Safari/604.1`,
      'Safari · iPhone',
    ],
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/119.0 Safari/537.36 Edg/119.0`,
      'Edge · Windows',
    ],
    [
      `Mozilla/5.0 (Linux; Android 12; HarmonyOS; NOH-AN00) ${webkit} Chrome/99 HuaweiBrowser/14 Mobile Safari/537.36`,
      '华为浏览器 · HarmonyOS',
    ],
    [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:120.0) Gecko/20100101 Firefox/120.0`, 'Firefox · Mac'],
    [`Mozilla/5.0 (X11; Linux x86_64) ${webkit} Chrome/119.0 Safari/537.36`, 'Chrome · Linux'],
    ['curl/8.0', null],
    ['', null],
    [undefined, null],
  ])('in a browser is the browser on its system, or nothing at all: %#', (userAgent, name) => {
    expect(deviceName(userAgent, 'h5')).toBe(name);
  });

  it('is WeChat alone when the mini-program says nothing more', () => {
    expect(deviceName(undefined, 'weapp')).toBe('微信');
  });
});
