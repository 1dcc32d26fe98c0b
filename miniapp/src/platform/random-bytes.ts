import Taro from '@tarojs/taro';

/** Bytes nobody can guess, from the phone's own generator. Rejects where it gives none: then nothing secret is made. */
export function randomBytes(length: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    // Taro makes no promise of this one, whatever its types say.
    void Taro.getRandomValues({
      length,
      success: ({ randomValues }) => resolve(new Uint8Array(randomValues)),
      fail: () => reject(new Error('the phone gives no random bytes')),
    });
  });
}
