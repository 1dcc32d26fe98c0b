import Taro from '@tarojs/taro';
import { drawLines, type PictureLine, pictureHeight, pictureWidth } from './draw-lines';

/** Puts words as a picture among the phone's photos. Answers whether it is there: the parent may say no. */
export async function savePicture(_name: string, lines: readonly PictureLine[]): Promise<boolean> {
  try {
    const size = { width: pictureWidth, height: pictureHeight(lines) };
    const canvas = Taro.createOffscreenCanvas({ type: '2d', ...size });
    const pen = canvas.getContext('2d') as CanvasRenderingContext2D | null;
    if (pen === null) return false;
    drawLines(pen, lines);
    const { tempFilePath } = await Taro.canvasToTempFilePath({
      canvas: canvas as unknown as Taro.Canvas,
      ...size,
    });
    await Taro.saveImageToPhotosAlbum({ filePath: tempFilePath });
    return true;
  } catch {
    return false;
  }
}
