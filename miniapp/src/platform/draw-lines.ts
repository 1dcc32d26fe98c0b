/** One line of a picture made of words: its text, its size in px, and whether it is bold. */
export type PictureLine = { text: string; size: number; isBold?: boolean };

type Pen = Pick<CanvasRenderingContext2D, 'fillStyle' | 'fillRect' | 'font' | 'fillText'>;

export const pictureWidth = 720;
const side = 48;
const lineHeight = 1.7;

export const pictureHeight = (lines: readonly PictureLine[]): number =>
  Math.ceil(side * 2 + lines.reduce((sum, { size }) => sum + size * lineHeight, 0));

/** Draws dark words on white, one line under the other; what is on the picture must be short enough for its width. */
export function drawLines(pen: Pen, lines: readonly PictureLine[]): void {
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, pictureWidth, pictureHeight(lines));
  pen.fillStyle = '#1a2744';
  let top = side;
  for (const { text, size, isBold = false } of lines) {
    pen.font = `${isBold ? 'bold ' : ''}${size}px sans-serif`;
    pen.fillText(text, side, top + size);
    top += size * lineHeight;
  }
}
