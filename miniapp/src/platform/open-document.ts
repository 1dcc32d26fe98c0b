import Taro from '@tarojs/taro';

/** Shows a PDF behind a link in WeChat's own viewer. Answers whether it opened. */
export async function openDocument(url: string): Promise<boolean> {
  try {
    const { tempFilePath } = await Taro.downloadFile({ url });
    await Taro.openDocument({ filePath: tempFilePath, fileType: 'pdf' });
    return true;
  } catch {
    return false;
  }
}
