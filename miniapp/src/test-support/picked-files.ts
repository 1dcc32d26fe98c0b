import { File } from 'node:buffer';
import { vi } from 'vitest';

/** A JPEG by its first bytes, of that many bytes in all. */
export function makeJpeg(bytes: number): File {
  const content = new Uint8Array(bytes).fill(7);
  content.set([0xff, 0xd8, 0xff, 0xe0]);
  return new File([content], 'IMG_0001.HEIC.jpg', { type: 'image/jpeg' });
}

/** The browser's own dialogue answers these files, whenever a page asks for some. */
export function choosesFiles(...files: File[]): void {
  vi.spyOn(HTMLInputElement.prototype, 'click').mockImplementation(function (this: HTMLInputElement) {
    if (this.type !== 'file') return;
    Object.defineProperty(this, 'files', { value: files });
    this.dispatchEvent(new Event('change'));
  });
}
