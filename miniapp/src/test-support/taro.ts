import { useEffect, useRef } from 'react';

/** Stands in for `@tarojs/taro` in component tests: storage in memory, everything else does nothing until spied on. */
const storage = new Map<string, unknown>();
const nothing = () => Promise.resolve({});

const Taro = {
  request: (): Promise<unknown> => Promise.reject(new Error('request:fail no test answers this')),
  getStorageSync: (key: string): unknown => storage.get(key) ?? '',
  setStorageSync: (key: string, value: unknown): void => void storage.set(key, value),
  removeStorageSync: (key: string): void => void storage.delete(key),
  getStorageInfoSync: () => ({ keys: [...storage.keys()] }),
  navigateTo: nothing,
  redirectTo: nothing,
  switchTab: nothing,
  navigateBack: nothing,
  getCurrentPages: (): unknown[] => [],
  setNavigationBarTitle: nothing,
  makePhoneCall: nothing,
  setClipboardData: nothing,
  getNetworkType: () => Promise.resolve({ networkType: 'wifi' }),
  onNetworkStatusChange: (): void => undefined,
  offNetworkStatusChange: (): void => undefined,
  createVideoContext: () => ({}),
  createLivePlayerContext: () => ({}),
  getWindowInfo: () => ({ windowWidth: 390, windowHeight: 844, statusBarHeight: 0 }),
};

export default Taro;

export const useRouter = () => ({ params: {} as Record<string, string | undefined>, path: '' });

/** A page in a test is shown once, when it appears. */
export function useDidShow(run: () => void): void {
  const first = useRef(run);
  useEffect(() => first.current(), []);
}

export function useShareAppMessage(_content: () => object): void {}

export function useDidHide(_run: () => void): void {}
