import Taro, { useDidHide, useDidShow, useRouter } from '@tarojs/taro';
import { useState } from 'react';

/** A parameter of the page's address, decoded; '' when absent. */
export function usePageParameter(name: string): string {
  const value = useRouter().params[name];
  return value === undefined ? '' : decodeURIComponent(value);
}

/** False while another page lies on top or another tab is open: the page is still mounted then. */
export function useIsPageShown(): boolean {
  const [isShown, setShown] = useState(true);
  useDidShow(() => setShown(true));
  useDidHide(() => setShown(false));
  return isShown;
}

/** Runs each time the page comes into view: first, and after another page or tab was closed. */
export function usePageShown(run: () => void): void {
  useDidShow(run);
}

/** The title for readers and for the browser's tab; WeChat shows ours in PageShell. */
export function setPageTitle(title: string): void {
  void Taro.setNavigationBarTitle({ title });
}
