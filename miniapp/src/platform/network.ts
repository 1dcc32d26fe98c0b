import Taro from '@tarojs/taro';
import { useEffect, useState } from 'react';

/** Whether the phone says it has a network. It may be wrong either way; a request is the proof. */
export function useIsOnline(): boolean {
  const [isOnline, setOnline] = useState(true);
  useEffect(() => {
    let isMounted = true;
    Taro.getNetworkType({})
      .then(({ networkType }) => isMounted && setOnline(networkType !== 'none'))
      .catch(() => undefined);
    const listen = ({ isConnected }: { isConnected: boolean }) => setOnline(isConnected);
    Taro.onNetworkStatusChange(listen);
    return () => {
      isMounted = false;
      Taro.offNetworkStatusChange(listen);
    };
  }, []);
  return isOnline;
}
