/** Codes of the pools that a district may name experts of: its own, and those of levels above, whose codes begin alike. */
export function poolsOf(districtCode: string): string[] {
  return [...districtCode].map((_, index) => districtCode.slice(0, index + 1));
}
