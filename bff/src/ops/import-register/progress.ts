const width = 24;
const redrawMs = 100;

/** A bar on one line of a terminal, drawn over itself; nothing where the output goes to a file or a pipe. */
export function progressBar(output: NodeJS.WriteStream) {
  if (!output.isTTY) return { onProgress: () => undefined, end: () => undefined };
  const started = performance.now();
  let drawn = 0;

  function onProgress(rows: number, share: number): void {
    const now = performance.now();
    if (now - drawn < redrawMs) return;
    drawn = now;
    const full = Math.round(Math.min(1, share) * width);
    const bar = '█'.repeat(full) + '░'.repeat(width - full);
    const rate = Math.round((rows * 1000) / (now - started));
    output.write(`\r${bar} ${Math.round(share * 100)} %  ${rows} rows, ${rate} rows/s\u001B[K`);
  }

  return { onProgress, end: () => output.write('\r\u001B[K') };
}
