import Taro from '@tarojs/taro';

/** Reads a QR with the camera; null when it was put away or refused. Null itself where a page has no camera of ours. */
export const scanCode: (() => Promise<string | null>) | null = async () => {
  try {
    const { result } = await Taro.scanCode({ scanType: ['qrCode'] });
    return result === '' ? null : result;
  } catch {
    return null;
  }
};
