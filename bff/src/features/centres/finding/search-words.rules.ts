/**
 * Text as it is searched: compatibility forms, case and the marks on Latin letters do not matter (Kraków, krakow).
 * Control characters go: a store refuses a pattern with a zero byte.
 */
export function toSearchText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('ł', 'l')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/**
 * The words of a question in every form worth looking for; none when nothing is asked. A Chinese keyboard breaks what
 * is typed into syllables (li zi shu, li'zi'shu), so Latin letters are looked for in one piece as well.
 */
export function readWords(asked: string | undefined): string[] {
  const words = asked && toSearchText(asked);
  if (!words) return [];
  return /^[a-z]+(?:[ '][a-z]+)+$/.test(words) ? [words, words.replace(/[ ']/g, '')] : [words];
}

/** Between the parts of a searchable text (`searchTextOf`): name, pinyin, place. Words never hold it. */
export const partMark = '\n';

/** Where words were found, best first. */
export const ranks = { nameStart: 0, name: 1, pinyin: 2, place: 3 } as const;
export type Rank = (typeof ranks)[keyof typeof ranks];

/** How well the best of `words` fits a searchable text; null when none is in it. */
export function rankOf(searchText: string, words: readonly string[]): Rank | null {
  let best: Rank | null = null;
  for (const one of words) {
    // The parts stand in the order of their worth, so the first place is the best.
    const at = searchText.indexOf(one);
    if (at < 0) continue;
    const rank = rankAt(at, searchText.indexOf(partMark), searchText.lastIndexOf(partMark));
    if (best === null || rank < best) best = rank;
  }
  return best;
}

/** The worth of a place in a searchable text whose name and pinyin end at the marks given. */
export function rankAt(at: number, nameEnd: number, pinyinEnd: number): Rank {
  if (at === 0) return ranks.nameStart;
  if (at < nameEnd) return ranks.name;
  return at < pinyinEnd ? ranks.pinyin : ranks.place;
}

/** A centre that is not filed is found by two or more characters of its name, so that nobody meets it by chance. */
export function namesIt(rank: Rank, words: readonly string[]): boolean {
  return rank <= ranks.name && words.some((one) => one.length >= 2);
}
