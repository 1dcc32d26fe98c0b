import Taro from '@tarojs/taro';

/**
 * What this phone remembers, as JSON under a prefix of ours. A phone that is full or in a private mode must not stop a
 * parent, so a failed write is dropped and a broken entry reads as absent.
 */
const prefix = 'nearcare.';

export function readStored<T>(key: string): T | null {
  try {
    const text: unknown = Taro.getStorageSync(prefix + key);
    return typeof text === 'string' && text !== '' ? (JSON.parse(text) as T) : null;
  } catch {
    return null;
  }
}

/** Answers whether the phone kept it. */
export function writeStored(key: string, value: unknown): boolean {
  try {
    Taro.setStorageSync(prefix + key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function removeStored(key: string): void {
  try {
    Taro.removeStorageSync(prefix + key);
  } catch {
    // Nothing to remove is what was wanted.
  }
}

/** Removes everything of ours from this phone but the keys named; for when nothing of a family may stay. */
export function removeAllStored(but: readonly string[]): void {
  try {
    const { keys } = Taro.getStorageInfoSync();
    for (const key of keys) {
      if (key.startsWith(prefix) && !but.includes(key.slice(prefix.length))) Taro.removeStorageSync(key);
    }
  } catch {
    // A phone that cannot say what it keeps has kept nothing: its writes failed too.
  }
}
