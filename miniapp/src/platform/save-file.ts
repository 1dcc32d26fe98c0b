import Taro from '@tarojs/taro';

/**
 * Writes the file on the phone and lets the parent choose the chat it is sent to, as WeChat has no downloads; the copy
 * of ours is removed afterwards. Answers whether it was sent.
 */
export async function saveFile(name: string, text: string, _type: string): Promise<boolean> {
  const files = Taro.getFileSystemManager();
  const filePath = `${Taro.env.USER_DATA_PATH}/${name}`;
  try {
    files.writeFileSync(filePath, text, 'utf8');
    // Taro makes no promise of this one.
    return await new Promise<boolean>((resolve) => {
      void Taro.shareFileMessage({
        filePath,
        fileName: name,
        success: () => resolve(true),
        fail: () => resolve(false),
      });
    });
  } catch {
    return false;
  } finally {
    files.unlink({ filePath, fail: () => undefined });
  }
}
