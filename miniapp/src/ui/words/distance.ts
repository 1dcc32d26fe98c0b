/** `640 米`, `1.1 公里`, `23 公里`: as exact as a straight line deserves. */
export function metresWords(metres: number): string {
  if (metres < 995) return `${Math.max(10, Math.round(metres / 10) * 10)} 米`;
  const km = metres / 1000;
  return km < 9.95 ? `${km.toFixed(1)} 公里` : `${Math.round(km)} 公里`;
}
