import Taro from '@tarojs/taro';

/** Runs whenever the phone says that it has a network again, for as long as the app is open. */
export function whenOnline(run: () => void): void {
  Taro.onNetworkStatusChange(({ isConnected }) => {
    if (isConnected) run();
  });
}
