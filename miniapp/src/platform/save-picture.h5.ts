import { drawLines, type PictureLine, pictureHeight, pictureWidth } from './draw-lines';

/** Hands the browser words as a picture; it goes to the downloads. Answers whether the browser took it. */
export function savePicture(name: string, lines: readonly PictureLine[]): Promise<boolean> {
  const canvas = document.createElement('canvas');
  canvas.width = pictureWidth;
  canvas.height = pictureHeight(lines);
  const pen = canvas.getContext('2d');
  if (pen === null) return Promise.resolve(false);
  drawLines(pen, lines);
  const link = document.createElement('a');
  link.href = canvas.toDataURL('image/png');
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  return Promise.resolve(true);
}
