import Taro from '@tarojs/taro';
import { fileAt, type PickedFile } from './pick-file';

const folder = () => `${Taro.env.USER_DATA_PATH}/late-files`;
const pathOf = (name: string) => `${folder()}/${name}`;

/**
 * Files that are still to be sent, so that closing the app loses none: WeChat clears away what was picked. Answers whether
 * the phone keeps it (an app may keep 200 MB).
 */
export async function keepFile(name: string, { source }: PickedFile): Promise<boolean> {
  if (typeof source !== 'string') return false;
  const files = Taro.getFileSystemManager();
  try {
    files.accessSync(folder());
  } catch {
    try {
      files.mkdirSync(folder(), true);
    } catch {
      return false;
    }
  }
  return new Promise((resolve) => {
    files.copyFile({
      srcPath: source,
      destPath: pathOf(name),
      success: () => resolve(true),
      fail: () => resolve(false),
    });
  });
}

/** null where the phone has none of that name. */
export function openKept(name: string): Promise<PickedFile | null> {
  return new Promise((resolve) => {
    Taro.getFileSystemManager().getFileInfo({
      filePath: pathOf(name),
      success: ({ size }) => resolve(fileAt(pathOf(name), size)),
      fail: () => resolve(null),
    });
  });
}

/** Removes all but these. Never rejects. */
export async function dropKeptBut(names: readonly string[]): Promise<void> {
  const files = Taro.getFileSystemManager();
  try {
    for (const name of files.readdirSync(folder())) if (!names.includes(name)) files.unlinkSync(pathOf(name));
  } catch {
    // Nothing was ever kept.
  }
}
