/** One picture as SVG text. `body` must be well formed; words in it go through `svgText`. */
export function svg(width: number, height: number, body: string, viewBox = `0 0 ${width} ${height}`): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${viewBox}" font-family="PingFang SC,HarmonyOS Sans SC,MiSans,Noto Sans CJK SC,sans-serif">${body}</svg>`;
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Words for the inside of a picture: names come from registers and may hold anything. */
export function svgText(text: string): string {
  return text.replace(/[&<>"]/g, (found) => escapes[found] ?? found);
}

/** Two decimals are finer than any screen and keep a data URI short. */
export function num(value: number): string {
  return String(Math.round(value * 100) / 100);
}
