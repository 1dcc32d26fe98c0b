import type { FileKind, PickedFile } from './pick-file';

const accepted: Readonly<Record<FileKind, string>> = {
  photo: 'image/jpeg,image/png,image/webp',
  video: 'video/mp4,video/quicktime',
  audio: 'audio/mp4,audio/x-m4a,audio/mpeg,audio/wav',
  pdf: 'application/pdf',
};

/** Lets the parent choose up to `most` files. A browser that doesn't tell of 取消 leaves this unanswered. */
export function pickFiles(kind: FileKind, most: number): Promise<PickedFile[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = accepted[kind];
  input.multiple = most > 1;
  return new Promise((resolve) => {
    input.addEventListener('cancel', () => resolve([]));
    input.addEventListener('change', () => {
      resolve(
        Array.from(input.files ?? [])
          .slice(0, most)
          .map(toPicked),
      );
    });
    input.click();
  });
}

export const toPicked = (file: Blob): PickedFile => ({
  bytes: file.size,
  source: file,
  // `Blob.arrayBuffer` is younger than the oldest browser of ours.
  read: (offset, length) => new Response(file.slice(offset, offset + length)).arrayBuffer(),
});
