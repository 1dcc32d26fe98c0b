import Taro from '@tarojs/taro';

/** A file the parent chose, read piece by piece so that a large one never lies in memory whole. */
export type PickedFile = {
  bytes: number;
  /** Rejects where the phone no longer has it. */
  read: (offset: number, length: number) => Promise<ArrayBuffer>;
  /** What the phone has it as: a path in WeChat, a `Blob` in a browser. */
  source: string | Blob;
};
export type FileKind = 'photo' | 'video' | 'audio' | 'pdf';

/** Lets the parent choose up to `most` files; none where nothing was chosen or the phone refused. */
export async function pickFiles(kind: FileKind, most: number): Promise<PickedFile[]> {
  try {
    if (kind === 'photo') {
      // WeChat's compressed picture is a JPEG, also where the phone takes HEIC.
      const { tempFiles } = await Taro.chooseMedia({
        count: most,
        mediaType: ['image'],
        sizeType: ['compressed'],
      });
      return tempFiles.map(({ tempFilePath, size }) => fileAt(tempFilePath, size));
    }
    if (kind === 'video') {
      const { tempFiles } = await Taro.chooseMedia({ count: most, mediaType: ['video'] });
      return tempFiles.map(({ tempFilePath, size }) => fileAt(tempFilePath, size));
    }
    // WeChat gives no other files than those of a chat.
    const extension = kind === 'pdf' ? ['pdf'] : ['m4a', 'mp3', 'wav'];
    const { tempFiles } = await Taro.chooseMessageFile({ count: most, type: 'file', extension });
    return tempFiles.map(({ path, size }) => fileAt(path, size));
  } catch {
    return [];
  }
}

export function fileAt(filePath: string, bytes: number): PickedFile {
  const files = Taro.getFileSystemManager();
  return {
    bytes,
    source: filePath,
    read: (position, length) =>
      new Promise((resolve, reject) => {
        files.readFile({
          filePath,
          position,
          length,
          success: ({ data }) => resolve(data as ArrayBuffer),
          fail: () => reject(new Error('the phone has no such file any more')),
        });
      }),
  };
}
